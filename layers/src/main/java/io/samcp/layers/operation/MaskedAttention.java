package io.samcp.layers.operation;

import io.samcp.kernels.attention.AttentionKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * Multi-head attention without projections (SPEC 9): {@code softmax(q kᵀ / sqrt(d)) v} per head, heads concatenated. Operands: q, k and v
 * matrices (which may be the same tensor, each from a column of its own), key-padding words, and mask words {@code [M, ceil(N / 32)]} if
 * {@link #blocked}. Result {@code [M, heads * headSize]}.
 *
 * @param heads number of heads
 * @param headSize channels per head
 * @param queryColumn first column of the queries
 * @param keyColumn first column of the keys
 * @param valueColumn first column of the values
 * @param blocked whether there is a mask
 */
public record MaskedAttention(int heads, int headSize, int queryColumn, int keyColumn, int valueColumn,
        boolean blocked) implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.f32(inputs.getFirst().shape().dim(0), heads * headSize));
    }

    @Override
    public void lower(Lowering to) {
        final AttentionKernel.Shape shape = new AttentionKernel.Shape(to.input(0).dim(0), to.input(1).dim(0), heads, headSize,
                to.input(0).dim(-1), to.input(1).dim(-1), to.input(2).dim(-1), to.output(0).dim(-1), blocked, true);
        to.kernel(AttentionKernel.best(shape), shape,
                to.input(0).fromColumn(queryColumn), to.input(1).fromColumn(keyColumn), to.input(2).fromColumn(valueColumn),
                blocked ? to.input(4).buffer() : to.unused(), to.input(3).buffer(), to.output(0).buffer());
    }
}
