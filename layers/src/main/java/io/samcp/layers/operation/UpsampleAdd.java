package io.samcp.layers.operation;

import io.samcp.kernels.upsample.UpsampleAddKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operand;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/** {@code a + nearest(b)} resized to a's size (SPEC 3.2). Operands: a {@code [h, w, c]}, b {@code [h', w', c]}. */
public record UpsampleAdd() implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        if (inputs.get(0).shape().dim(-1) != inputs.get(1).shape().dim(-1)) {
            throw new IllegalArgumentException("different channels: " + inputs.get(0) + " and " + inputs.get(1));
        }
        return List.of(inputs.getFirst());
    }

    @Override
    public void lower(Lowering to) {
        final Operand a = to.input(0);
        final Operand b = to.input(1);
        to.kernel(new UpsampleAddKernel(UpsampleAddKernel.BEST),
                new UpsampleAddKernel.Shape(a.dim(0), a.dim(1), b.dim(0), b.dim(1), a.dim(2)), a.buffer(), b.buffer(),
                to.output(0).buffer());
    }
}
