package io.samcp.kernels.elementwise;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Two tensors to one, element by element; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record ElementwiseKernel(Version version) implements Kernel<ElementwiseKernel.Shape> {

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

    /** What is computed. */
    public enum Function {
        /** {@code a + b}. */
        ADD(0),
        /** {@code (a + b) / 2}. */
        AVERAGE(1),
        /** {@code a * b}. */
        MULTIPLY(2);

        private final int code;

        Function(int code) {
            this.code = code;
        }

        /** The number the kernel takes. */
        public int code() {
            return code;
        }
    }

    /**
     * Sizes and options.
     *
     * @param n elements
     * @param function what is computed
     */
    public record Shape(int n, Function function) {
        public Shape {
            if (n < 1 || n > MAX_ELEMENTS || function == null) {
                throw new IllegalArgumentException(
                        "elementwise needs n in 1.." + MAX_ELEMENTS + " and a function: n=" + n + ", function=" + function);
            }
        }
    }

    @Override
    public String name() {
        return "elementwise_f32_v1_grid_stride";
    }

    @Override
    public String family() {
        return "elementwise";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("a"),
                KernelParameter.in("b"),
                KernelParameter.out("y"),
                KernelParameter.s32("n"),
                KernelParameter.s32("function"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.n()), ScalarValue.of(s.function().code()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.n(),
                (long) Float.BYTES * s.n(),
                (long) Float.BYTES * s.n());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.min(Math.ceilDiv(s.n(), THREADS), MAX_BLOCKS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), (long) s.n());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(24, 0);
    }
}
