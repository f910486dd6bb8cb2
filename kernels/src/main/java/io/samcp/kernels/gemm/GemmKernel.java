package io.samcp.kernels.gemm;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * {@code y = act(a bᵀ + bias + residual)}; formula and layout stand at the head of the PTX files.
 *
 * @param version the rung
 */
public record GemmKernel(Version version) implements Kernel<GemmKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_NAIVE,
        V2_TILED
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V2_TILED;

    private static final int NAIVE_THREADS = 128;
    private static final int TILE = 64;
    private static final int TILED_THREADS = 64;
    private static final int MAX_GRID_Y = 65535;

    /** 32-bit indices go up to one block beyond the last row or column. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - NAIVE_THREADS;

    /** Flag bits of the kernel. */
    private static final int BIAS = 1;

    private static final int RESIDUAL = 2;
    private static final int RELU = 4;

    /**
     * Sizes and epilogue.
     *
     * @param m rows of a and y
     * @param n rows of b, columns of y
     * @param k columns of a and b
     * @param bias whether a bias is added
     * @param residual whether a residual is added
     * @param relu whether ReLU follows
     */
    public record Shape(int m, int n, int k, boolean bias, boolean residual, boolean relu) {
        public Shape {
            if (m < 1 || n < 1 || k < 1 || (long) m * k > MAX_ELEMENTS || (long) n * k > MAX_ELEMENTS || (long) m * n > MAX_ELEMENTS) {
                throw new IllegalArgumentException("gemm needs m, n, k >= 1 and matrices of at most " + MAX_ELEMENTS + " elements: m=" + m
                        + ", n=" + n + ", k=" + k);
            }
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V1_NAIVE -> "gemm_f32_v1_naive";
            case V2_TILED -> "gemm_f32_v2_tiled";
        };
    }

    @Override
    public String family() {
        return "gemm";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("a"), KernelParameter.in("b"), KernelParameter.in("bias"), KernelParameter.in("residual"),
                KernelParameter.out("y"), KernelParameter.s32("m"), KernelParameter.s32("n"), KernelParameter.s32("k"),
                KernelParameter.s32("flags"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        final int flags = (s.bias() ? BIAS : 0) | (s.residual() ? RESIDUAL : 0) | (s.relu() ? RELU : 0);
        return List.of(ScalarValue.of(s.m()), ScalarValue.of(s.n()), ScalarValue.of(s.k()), ScalarValue.of(flags));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final long y = (long) Float.BYTES * s.m() * s.n();
        return List.of((long) Float.BYTES * s.m() * s.k(), (long) Float.BYTES * s.n() * s.k(), s.bias() ? (long) Float.BYTES * s.n() : 0L,
                s.residual() ? y : 0L, y);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return switch (version) {
            case V1_NAIVE -> {
                if (s.m() > MAX_GRID_Y) {
                    throw new IllegalArgumentException("gemm v1 has a block per row, at most " + MAX_GRID_Y + ": m=" + s.m());
                }
                yield LaunchGeometry.of(Math.ceilDiv(s.n(), NAIVE_THREADS), s.m(), NAIVE_THREADS);
            }
            case V2_TILED -> LaunchGeometry.of(Math.ceilDiv(s.m(), TILE), Math.ceilDiv(s.n(), TILE), TILED_THREADS);
        };
    }

    @Override
    public Cost cost(Shape s) {
        final long bytes = bufferBytes(s).stream().mapToLong(Long::longValue).sum();
        return new Cost(bytes, 2L * s.m() * s.n() * s.k());
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V1_NAIVE -> new ResourceBudget(32, 0);
            case V2_TILED -> new ResourceBudget(168, 2 * 16 * 68 * Float.BYTES);
        };
    }
}
