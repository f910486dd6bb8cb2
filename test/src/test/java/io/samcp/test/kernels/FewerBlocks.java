package io.samcp.test.kernels;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * A kernel whose blocks take turns, launched with at most so many of them, so that small shapes too give a block several turns.
 *
 * @param kernel the kernel
 * @param blocks at most
 */
record FewerBlocks<S>(Kernel<S> kernel, int blocks) implements Kernel<S> {

    @Override
    public String name() {
        return kernel.name();
    }

    @Override
    public String family() {
        return kernel.family();
    }

    @Override
    public List<KernelParameter> parameters() {
        return kernel.parameters();
    }

    @Override
    public List<ScalarValue> scalars(S shape) {
        return kernel.scalars(shape);
    }

    @Override
    public List<Long> bufferBytes(S shape) {
        return kernel.bufferBytes(shape);
    }

    @Override
    public LaunchGeometry geometry(S shape) {
        final LaunchGeometry g = kernel.geometry(shape);
        return LaunchGeometry.of(Math.min(blocks, g.gridX()), g.blockX()).withDynamicShared(g.dynamicSharedBytes());
    }

    @Override
    public Cost cost(S shape) {
        return kernel.cost(shape);
    }

    @Override
    public ResourceBudget budget() {
        return kernel.budget();
    }

    @Override
    public PtxSource source() {
        return kernel.source();
    }
}
