package io.samcp.layers.operation;

import io.samcp.kernels.roialign.RoiLevelKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * Pyramid level of each box (SPEC 4), 0 = p2; only verifiers read it, MaskRoIAlign finds it by itself. Operand: boxes {@code [N, 4]}.
 *
 * @param finest box side that belongs to the first level
 * @param levels number of levels
 */
public record RoiLevel(float finest, int levels) implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.s32(inputs.getFirst().shape().dim(0)));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new RoiLevelKernel(RoiLevelKernel.BEST), new RoiLevelKernel.Shape(to.input(0).dim(0), levels, finest),
                to.input(0).buffer(),
                to.output(0).buffer());
    }
}
