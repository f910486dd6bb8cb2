package io.samcp.layers.operation;

import io.samcp.kernels.groupnorm.GroupNormApplyKernel;
import io.samcp.kernels.groupnorm.GroupNormStatsKernel;
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
    public List<TensorType> scratch(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.u8(Math.toIntExact(GroupNormStatsKernel.partialBytes(stats(inputs.getFirst())))));
    }

    @Override
    public void lower(Lowering to) {
        final GroupNormStatsKernel.Shape stats = stats(to.input(0).type());
        to.kernel(new GroupNormStatsKernel(GroupNormStatsKernel.BEST), stats, to.input(0).buffer(), to.scratch(0).buffer());
        to.kernel(new GroupNormApplyKernel(GroupNormApplyKernel.BEST),
                new GroupNormApplyKernel.Shape(stats.pixels(), stats.channels(), groups, eps), to.input(0).buffer(), to.scratch(0).buffer(),
                to.input(1).buffer(), to.input(2).buffer(), to.output(0).buffer());
    }

    private GroupNormStatsKernel.Shape stats(TensorType x) {
        final int channels = x.shape().dim(-1);
        return new GroupNormStatsKernel.Shape(Math.toIntExact(x.shape().elements() / channels), channels, groups);
    }
}
