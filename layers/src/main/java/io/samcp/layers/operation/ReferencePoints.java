package io.samcp.layers.operation;

import io.samcp.kernels.boxes.ReferencePointsKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * Initial reference boxes {@code [S + N, 4]}: sigmoid of the semantic ones, sigmoid of the logit of the patches' (SPEC 10). Operands:
 * semantic {@code [S, 4]}, normalised patch boxes {@code [N, 4]}.
 */
public record ReferencePoints() implements Operation {

    private static final int BOX = 4;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.f32(inputs.get(0).shape().dim(0) + inputs.get(1).shape().dim(0), BOX));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new ReferencePointsKernel(ReferencePointsKernel.BEST),
                new ReferencePointsKernel.Shape(to.input(0).dim(0), to.input(1).dim(0)), to.input(0).buffer(), to.input(1).buffer(),
                to.output(0).buffer());
    }
}
