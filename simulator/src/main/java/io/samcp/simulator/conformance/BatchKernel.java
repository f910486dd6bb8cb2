package io.samcp.simulator.conformance;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * The kernel of a batch.
 *
 * @param batch what it runs
 * @param text the module it is an entry of
 * @param leaving which threads leave at once
 */
record BatchKernel(Batch batch, ModuleText text, Batch.Leaving leaving) implements Kernel<LaunchGeometry> {

    LaunchGeometry launch() {
        return LaunchGeometry.of(batch.vectors().length / Batch.BLOCK, Batch.BLOCK);
    }

    @Override
    public String name() {
        return batch.name();
    }

    @Override
    public String family() {
        return "conformance";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("in"), KernelParameter.inOut("out"), KernelParameter.inOut("scratch"), KernelParameter.s32("k"),
                KernelParameter.s32("leaving"));
    }

    @Override
    public List<ScalarValue> scalars(LaunchGeometry shape) {
        return List.of(ScalarValue.of(ModuleText.K), ScalarValue.of(leaving.ordinal()));
    }

    @Override
    public List<Long> bufferBytes(LaunchGeometry shape) {
        final long n = batch.vectors().length;
        return List.of(n * Long.BYTES * batch.programs().getFirst().operands().size(), n * Long.BYTES * batch.columns(), n * Batch.ROOM);
    }

    @Override
    public LaunchGeometry geometry(LaunchGeometry shape) {
        return shape;
    }

    @Override
    public Cost cost(LaunchGeometry shape) {
        return new Cost(bufferBytes(shape).stream().mapToLong(x -> x).sum(), 0);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(255, 48 * 1024);
    }

    @Override
    public PtxSource source() {
        return text.source();
    }
}
