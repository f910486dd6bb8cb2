package io.samcp.layers.operation;

import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/** The rows of one matrix, then those of another. Operands: {@code [a, c]}, {@code [b, c]}. */
public record ConcatRows() implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        if (inputs.get(0).shape().dim(-1) != inputs.get(1).shape().dim(-1)) {
            throw new IllegalArgumentException("rows of different length: " + inputs.get(0) + " and " + inputs.get(1));
        }
        return List.of(TensorType.f32(inputs.get(0).shape().dim(0) + inputs.get(1).shape().dim(0), inputs.get(0).shape().dim(-1)));
    }

    @Override
    public void lower(Lowering to) {
        final int first = to.input(0).dim(0);
        to.copy(to.input(0).buffer(), to.output(0).rowsFrom(0, first));
        to.copy(to.input(1).buffer(), to.output(0).rowsFrom(first, to.input(1).dim(0)));
    }
}
