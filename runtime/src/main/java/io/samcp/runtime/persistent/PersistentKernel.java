package io.samcp.runtime.persistent;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.PtxSource;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * One kernel made of others; how it works stands at the head of {@code frame.ptx}.
 *
 * @param text the PTX
 * @param threads of a block
 * @param sharedBytes dynamic shared memory of a block
 */
record PersistentKernel(String text, int threads, int sharedBytes) implements Kernel<PersistentKernel.Shape> {

    static final String NAME = "persistent";

    /**
     * A launch.
     *
     * @param phases how many
     * @param blocks that run at the same time
     * @param tableBytes of the phase table
     * @param cost of all parts
     */
    record Shape(int phases, int blocks, long tableBytes, Cost cost) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String family() {
        return NAME;
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("table"), KernelParameter.inOut("arrivals"), KernelParameter.s32("phases"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.phases()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of(s.tableBytes(), (long) Integer.BYTES);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(s.blocks(), threads).withDynamicShared(sharedBytes).together();
    }

    @Override
    public Cost cost(Shape s) {
        return s.cost();
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(255, 0);
    }

    @Override
    public PtxSource source() {
        return new PtxSource(NAME + ".ptx", text);
    }
}
