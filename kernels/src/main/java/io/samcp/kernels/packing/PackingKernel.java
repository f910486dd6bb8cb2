package io.samcp.kernels.packing;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * A tensor, or the sum of two, in 16 bits; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record PackingKernel(Version version) implements Kernel<PackingKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_EIGHT_PER_THREAD
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_EIGHT_PER_THREAD;

    private static final int THREADS = 256;
    private static final int EACH = 8;

    /** A thread's 32-bit index goes up to one block beyond the last element. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - THREADS * EACH;

    /**
     * Sizes and options.
     *
     * @param n elements, a multiple of 8
     * @param precision BF16 or FP16
     * @param adds whether a second tensor is added
     */
    public record Shape(int n, Precision precision, boolean adds) {
        public Shape {
            if (n < 1 || n > MAX_ELEMENTS || n % EACH != 0 || !precision.isHalf()) {
                throw new IllegalArgumentException("packing needs n in 8.." + MAX_ELEMENTS + ", a multiple of 8, and BF16 or FP16: n=" + n
                        + ", precision=" + precision);
            }
        }
    }

    @Override
    public String name() {
        return "packing_f32_v1_eight_per_thread";
    }

    @Override
    public String family() {
        return "packing";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"), KernelParameter.in("a"), KernelParameter.out("y"), KernelParameter.s32("n"),
                KernelParameter.s32("mode"), KernelParameter.s32("adds"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.n()), ScalarValue.of(s.precision() == Precision.BF16 ? 1 : 2), ScalarValue.of(s.adds() ? 1 : 0));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final long bytes = (long) Float.BYTES * s.n();
        return List.of(bytes, s.adds() ? bytes : 0L, (long) Short.BYTES * s.n());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.n(), THREADS * EACH), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), s.adds() ? s.n() : 0L);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }
}
