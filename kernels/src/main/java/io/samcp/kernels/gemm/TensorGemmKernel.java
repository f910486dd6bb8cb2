package io.samcp.kernels.gemm;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * {@code y = act(a bᵀ + bias + residual)} on tensor cores: a and b are stored in 16 bits, sums are f32. Formula and layout stand at the head of
 * the PTX files.
 *
 * @param version the rung
 * @param precision what a, b and y16 are stored in: BF16 or FP16
 */
public record TensorGemmKernel(Version version, Precision precision) implements Kernel<TensorGemmKernel.Shape> {

    /** The ladder; it goes on from that of {@link GemmKernel}. */
    public enum Version {
        V3_MMA
    }

    /** Rows and columns of y that a block makes. */
    private static final int TILE_ROWS = 32;

    private static final int TILE_COLUMNS = 64;
    private static final int THREADS = 128;

    /** Two tiles of 64 k, each row padded by 16 bytes. */
    private static final int PADDED_TILES = (TILE_ROWS + TILE_COLUMNS) * 144;

    private static final int MAX_GRID_Y = 65_535;

    /** 32-bit indices go up to a few tiles beyond the last row, column or k. */
    private static final int MAX_SIZE = Integer.MAX_VALUE - 1024;

    /** Rows of 16-bit elements begin at multiples of 16 bytes. */
    private static final int K_UNIT = 8;

    /** Flag bits of the kernel. */
    private static final int BIAS = 1;

    private static final int RESIDUAL = 2;
    private static final int RELU = 4;
    private static final int Y = 8;
    private static final int Y16 = 16;

    public TensorGemmKernel {
        if (precision != Precision.BF16 && precision != Precision.FP16) {
            throw new IllegalArgumentException("tensor gemm " + version + " is for BF16 and FP16: precision=" + precision);
        }
    }

    /**
     * Sizes and epilogue.
     *
     * @param m rows of a and y
     * @param n rows of b, columns of y
     * @param k columns of a and b, a multiple of 8
     * @param bias whether a bias is added
     * @param residual whether a residual is added
     * @param relu whether ReLU follows
     * @param y whether the result is stored in f32
     * @param y16 whether it is stored in 16 bits
     */
    public record Shape(int m, int n, int k, boolean bias, boolean residual, boolean relu, boolean y, boolean y16) {
        public Shape {
            if (m < 1 || m > MAX_SIZE || n < 1 || n > MAX_GRID_Y * TILE_COLUMNS || k < 1 || k > MAX_SIZE || k % K_UNIT != 0) {
                throw new IllegalArgumentException("tensor gemm needs m in 1.." + MAX_SIZE + ", n in 1.." + MAX_GRID_Y * TILE_COLUMNS
                        + " and k a positive multiple of " + K_UNIT + " up to " + MAX_SIZE + ": m=" + m + ", n=" + n + ", k=" + k);
            }
            if (!y && !y16) {
                throw new IllegalArgumentException(
                        "tensor gemm stores y, y16 or both: m=" + m + ", n=" + n + ", k=" + k + " store neither");
            }
        }

        /** The number the kernel takes. */
        int flags() {
            return (bias ? BIAS : 0) | (residual ? RESIDUAL : 0) | (relu ? RELU : 0) | (y ? Y : 0) | (y16 ? Y16 : 0);
        }

        long tiles() {
            return (long) Math.ceilDiv(m, TILE_ROWS) * Math.ceilDiv(n, TILE_COLUMNS);
        }

        /** Bytes of a, b, bias, residual, y, y16. */
        List<Long> bytes() {
            final long elements = (long) m * n;
            return List.of((long) Short.BYTES * m * k, (long) Short.BYTES * n * k, bias ? (long) Float.BYTES * n : 0L,
                    residual ? Float.BYTES * elements : 0L, y ? Float.BYTES * elements : 0L, y16 ? Short.BYTES * elements : 0L);
        }
    }

    @Override
    public String name() {
        return "gemm_" + (precision == Precision.BF16 ? "bf16" : "f16") + switch (version) {
            case V3_MMA -> "_v3_mma";
        };
    }

    @Override
    public String family() {
        return "gemm";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("a"), KernelParameter.in("b"), KernelParameter.in("bias"), KernelParameter.in("residual"),
                KernelParameter.out("y"), KernelParameter.out("y16"), KernelParameter.s32("m"), KernelParameter.s32("n"),
                KernelParameter.s32("k"), KernelParameter.s32("flags"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.m()), ScalarValue.of(s.n()), ScalarValue.of(s.k()), ScalarValue.of(s.flags()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return s.bytes();
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.m(), TILE_ROWS), Math.ceilDiv(s.n(), TILE_COLUMNS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(s.bytes().stream().mapToLong(Long::longValue).sum(), 2L * s.m() * s.n() * s.k());
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V3_MMA -> new ResourceBudget(80, PADDED_TILES);
        };
    }
}
