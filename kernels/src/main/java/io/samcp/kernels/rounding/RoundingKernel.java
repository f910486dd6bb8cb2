package io.samcp.kernels.rounding;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * A tensor rounded to a precision, element by element; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record RoundingKernel(Version version) implements Kernel<RoundingKernel.Shape> {

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

    /**
     * Sizes and options.
     *
     * @param n elements
     * @param precision what is rounded to; not FP32
     */
    public record Shape(int n, Precision precision) {
        public Shape {
            if (n < 1 || n > MAX_ELEMENTS || precision == null || precision == Precision.FP32) {
                throw new IllegalArgumentException("rounding needs n in 1.." + MAX_ELEMENTS + " and a precision below FP32: n=" + n
                        + ", precision=" + precision);
            }
        }

        /** The number the kernel takes. */
        int mode() {
            return switch (precision) {
                case FP32 -> 0;
                case TF32 -> 1;
                case BF16 -> 2;
                case FP16 -> 3;
            };
        }
    }

    @Override
    public String name() {
        return "rounding_f32_v1_grid_stride";
    }

    @Override
    public String family() {
        return "rounding";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"), KernelParameter.out("y"), KernelParameter.s32("n"), KernelParameter.s32("mode"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.n()), ScalarValue.of(s.mode()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.n(), (long) Float.BYTES * s.n());
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
