package io.samcp.layers.operation;

import io.samcp.kernels.elementwise.ElementwiseKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/** Two tensors of one size to one, element by element. */
public enum Elementwise implements Operation {
    /** {@code a + b}. */
    ADD,
    /** {@code (a + b) / 2}. */
    AVERAGE,
    /** {@code a * b}. */
    MULTIPLY;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        if (inputs.get(0).shape().elements() != inputs.get(1).shape().elements()) {
            throw new IllegalArgumentException("different sizes: " + inputs.get(0) + " and " + inputs.get(1));
        }
        return List.of(inputs.getFirst());
    }

    @Override
    public void lower(Lowering to) {
        final ElementwiseKernel.Function function = switch (this) {
            case ADD -> ElementwiseKernel.Function.ADD;
            case AVERAGE -> ElementwiseKernel.Function.AVERAGE;
            case MULTIPLY -> ElementwiseKernel.Function.MULTIPLY;
        };
        to.kernel(new ElementwiseKernel(ElementwiseKernel.BEST),
                new ElementwiseKernel.Shape(Math.toIntExact(to.output(0).type().shape().elements()), function), to.input(0).buffer(),
                to.input(1).buffer(), to.output(0).buffer());
    }
}
