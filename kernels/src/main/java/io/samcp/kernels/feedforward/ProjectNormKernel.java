package io.samcp.kernels.feedforward;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * {@code y = LN(a bᵀ + bias + residual)} with 16-bit operands; formula and layout stand at the head of the PTX files.
 *
 * @param version the rung
 * @param precision what a, b and the 16-bit results are: BF16 or FP16
 */
public record ProjectNormKernel(Version version, Precision precision) implements Kernel<ProjectNormKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_ROWS,
        V2_ASYNC
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V2_ASYNC;

    static final int ROWS = 16;
    static final int THREADS = 256;
    static final int MAX_COLUMNS = 256;

    /** Five stages of 32 k: a line of 64 bytes for each row of b and a. */
    static final int RING_BYTES = 5 * (MAX_COLUMNS + ROWS) * 64;

    /** 32-bit indices go up to one block beyond the last row. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - ROWS * MAX_COLUMNS;

    private static final int FLOPS_OF_NORM = 9;
    private static final int RESIDUAL = 1;

    public ProjectNormKernel {
        Results.requireSixteenBits(precision);
    }

    /**
     * Sizes and options.
     *
     * @param m rows of a and y
     * @param n rows of b, columns of y
     * @param k columns of a and b
     * @param residual whether a residual is added before the norm
     * @param results what is written
     * @param eps added to the variance
     */
    public record Shape(int m, int n, int k, boolean residual, Results results, float eps) {
        public Shape {
            results.requireSome();
            if (m < 1 || n < 8 || n > MAX_COLUMNS || n % 8 != 0 || k < 8 || k % 8 != 0 || (long) m * n > MAX_ELEMENTS
                    || (long) m * k > MAX_ELEMENTS || (long) n * k > MAX_ELEMENTS || !(eps >= 0)) {
                throw new IllegalArgumentException("projectnorm needs m >= 1, n and k multiples of 8, n <= " + MAX_COLUMNS
                        + ", matrices of at most " + MAX_ELEMENTS + " elements and eps >= 0: m=" + m + ", n=" + n + ", k=" + k + ", eps="
                        + eps);
            }
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V1_ROWS -> "projectnorm_" + precision.ptx() + "_v1_rows";
            case V2_ASYNC -> "projectnorm_" + precision.ptx() + "_v2_async";
        };
    }

    @Override
    public String family() {
        return "feedforward";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("a"), KernelParameter.in("b"), KernelParameter.in("bias"), KernelParameter.in("residual"),
                KernelParameter.in("gamma"), KernelParameter.in("beta"), KernelParameter.in("position"), KernelParameter.out("y"),
                KernelParameter.out("y16"), KernelParameter.out("yp"), KernelParameter.out("yp16"), KernelParameter.s32("m"),
                KernelParameter.s32("n"), KernelParameter.s32("k"), KernelParameter.s32("flags"), KernelParameter.f32("eps"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.m()), ScalarValue.of(s.n()), ScalarValue.of(s.k()),
                ScalarValue.of((s.residual() ? RESIDUAL : 0) | s.results().flags()), ScalarValue.of(s.eps()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final long values = (long) s.m() * s.n();
        final Results r = s.results();
        return List.of((long) Short.BYTES * s.m() * s.k(), (long) Short.BYTES * s.n() * s.k(), (long) Float.BYTES * s.n(),
                s.residual() ? Float.BYTES * values : 0, (long) Float.BYTES * s.n(), (long) Float.BYTES * s.n(), r.positionBytes(values),
                r.yBytes(values), r.y16Bytes(values), r.ypBytes(values), r.yp16Bytes(values));
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        final LaunchGeometry geometry = LaunchGeometry.of(Math.ceilDiv(s.m(), ROWS), THREADS);
        return switch (version) {
            case V1_ROWS -> geometry;
            case V2_ASYNC -> geometry.withDynamicShared(RING_BYTES);
        };
    }

    @Override
    public Cost cost(Shape s) {
        final long bytes = bufferBytes(s).stream().mapToLong(Long::longValue).sum();
        return new Cost(bytes, 2L * s.m() * s.n() * s.k() + FLOPS_OF_NORM * (long) s.m() * s.n());
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V1_ROWS -> new ResourceBudget(96, (MAX_COLUMNS + ROWS) * 72 * Short.BYTES);
            case V2_ASYNC -> new ResourceBudget(64, 0);
        };
    }
}
