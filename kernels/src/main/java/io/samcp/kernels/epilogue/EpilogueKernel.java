package io.samcp.kernels.epilogue;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Bias, residual and ReLU in place; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record EpilogueKernel(Version version) implements Kernel<EpilogueKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_GRID_STRIDE
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_GRID_STRIDE;

    private static final int THREADS = 256;
    private static final int MAX_BLOCKS = 1024;

    /** A thread's 32-bit index goes one step of the grid beyond the last element. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - MAX_BLOCKS * THREADS;

    private static final int BIAS = 1;
    private static final int RESIDUAL = 2;
    private static final int RELU = 4;
    private static final int FLOPS = 3;

    /**
     * Sizes and options.
     *
     * @param elements elements of y
     * @param columns length of a row
     * @param bias whether a bias is added
     * @param residual whether a residual is added
     * @param relu whether ReLU follows
     */
    public record Shape(int elements, int columns, boolean bias, boolean residual, boolean relu) {
        public Shape {
            if (elements < 1 || elements > MAX_ELEMENTS || columns < 1 || elements % columns != 0) {
                throw new IllegalArgumentException("an epilogue needs elements in 1.." + MAX_ELEMENTS
                        + " in whole rows of columns: elements=" + elements + ", columns=" + columns);
            }
            if (!bias && !residual && !relu) {
                throw new IllegalArgumentException("an epilogue of nothing: no bias, no residual, no ReLU");
            }
        }
    }

    @Override
    public String name() {
        return "epilogue_f32_v1_grid_stride";
    }

    @Override
    public String family() {
        return "epilogue";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.inOut("y"), KernelParameter.in("bias"), KernelParameter.in("residual"),
                KernelParameter.s32("elements"), KernelParameter.s32("columns"), KernelParameter.s32("flags"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.elements()), ScalarValue.of(s.columns()),
                ScalarValue.of((s.bias() ? BIAS : 0) | (s.residual() ? RESIDUAL : 0) | (s.relu() ? RELU : 0)));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final long all = (long) Float.BYTES * s.elements();
        return List.of(all, s.bias() ? (long) Float.BYTES * s.columns() : 0L, s.residual() ? all : 0L);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.min(Math.ceilDiv(s.elements(), THREADS), MAX_BLOCKS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum() + (long) Float.BYTES * s.elements(),
                (long) FLOPS * s.elements());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(24, 0);
    }
}
