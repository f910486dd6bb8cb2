package io.samcp.layers.operation;

import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * Group norm over channels of a group, height and width (SPEC 3). Operands: x {@code [h, w, c]}, weight and bias {@code [c]}.
 *
 * @param groups number of groups
 * @param eps added to the variance
 */
public record GroupNorm(int groups, float eps) implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(inputs.getFirst());
    }

    @Override
    public void lower(Lowering to) {
        throw new UnsupportedOperationException();
    }
}
