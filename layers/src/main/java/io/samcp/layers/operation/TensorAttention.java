package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.attention.TensorAttentionKernel;
import io.samcp.kernels.attention.TensorAttentionKernel.Slice;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operand;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link MaskedAttention} on tensor cores: q, k and v are stored in 16 bits. Results in this order: f32 if {@link #single}, 16 bits if
 * {@link #half}.
 *
 * @param precision BF16 or FP16
 * @param attention heads, columns and mask
 * @param single whether the result is stored in f32
 * @param half whether the result is stored in 16 bits
 */
public record TensorAttention(Precision precision, MaskedAttention attention, boolean single, boolean half) implements Operation {

    /** The same with other results. */
    public TensorAttention storing(boolean inSingle, boolean inHalf) {
        return new TensorAttention(precision, attention, inSingle, inHalf);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final TensorShape shape = attention.infer(inputs, dims).getFirst().shape();
        final List<TensorType> results = new ArrayList<>();
        if (single) {
            results.add(TensorType.f32(shape.dim(0), shape.dim(1)));
        }
        if (half) {
            results.add(new TensorType(Packing.element(precision), shape));
        }
        return results;
    }

    @Override
    public void lower(Lowering to) {
        final int width = attention.heads() * attention.headSize();
        final TensorAttentionKernel.Shape shape = new TensorAttentionKernel.Shape(to.input(0).dim(0), to.input(1).dim(0), attention.heads(),
                attention.headSize(), slice(to.input(0), attention.queryColumn()), slice(to.input(1), attention.keyColumn()),
                slice(to.input(2), attention.valueColumn()), width, attention.blocked(), true, half, single);
        to.kernel(new TensorAttentionKernel(TensorAttentionKernel.BEST, precision), shape, to.input(0).buffer(), to.input(1).buffer(),
                to.input(2).buffer(), attention.blocked() ? to.input(4).buffer() : to.unused(), to.input(3).buffer(),
                half ? to.output(single ? 1 : 0).buffer() : to.unused(), single ? to.output(0).buffer() : to.unused());
    }

    private static Slice slice(Operand operand, int column) {
        return new Slice(column, operand.dim(-1));
    }
}
