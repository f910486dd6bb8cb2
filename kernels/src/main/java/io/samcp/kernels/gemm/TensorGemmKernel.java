package io.samcp.kernels.gemm;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = act(a bᵀ + bias + residual)} on tensor cores: a and b are stored in 16 bits, or in f32 and rounded to TF32 on the way; sums are f32.
 * Formula and layout stand at the head of the PTX files.
 *
 * @param version the rung
 * @param precision what a, b and y16 are stored in, BF16 or FP16; or TF32, of V3 and V4 only: then there is no y16, not even as a parameter
 */
public record TensorGemmKernel(Version version, Precision precision) implements Kernel<TensorGemmKernel.Shape> {

    /** The ladder; it goes on from that of {@link GemmKernel}, and {@link GroupedGemmKernel} has its sixth rung. */
    public enum Version {
        V3_MMA,
        V4_PIPELINED,
        V5_SPLIT_K,
        V7_WIDE;

        /** Whether blocks may share a tile of y, each with its part of k. */
        public boolean hasParts() {
            return maxSplits() > 1;
        }

        /** Rows of y that a block makes. */
        private int rows() {
            return this == V7_WIDE ? WIDE_ROWS : TILE_ROWS;
        }

        /** The last block adds up all parts in registers. */
        private int maxSplits() {
            return switch (this) {
                case V3_MMA, V4_PIPELINED -> 1;
                case V5_SPLIT_K -> 4;
                case V7_WIDE -> 8;
            };
        }

        /** Bytes of a tile of sums. */
        private long sums() {
            return (long) Float.BYTES * rows() * TILE_COLUMNS;
        }
    }

    /** Rows and columns of y that a block makes. */
    private static final int TILE_ROWS = 32;

    private static final int WIDE_ROWS = 128;
    private static final int TILE_COLUMNS = 64;
    static final int THREADS = 128;
    private static final int WIDE_THREADS = 256;

    /** k that are in shared memory at a time; half of them in TF32. */
    private static final int TILE_K = 64;

    /** For the choice between rungs: the bucket of a usual picture with some 150 patches, multiprocessors of an H100. */
    private static final int USUAL_ROWS = 256;

    private static final int MULTIPROCESSORS = 132;

    /** Two tiles of 64 k, each row padded by 16 bytes. */
    private static final int PADDED_TILES = (TILE_ROWS + TILE_COLUMNS) * 144;

    /** Four places for two tiles of 64 k. */
    static final int RING = 4 * (TILE_ROWS + TILE_COLUMNS) * 128;

    /** Four places for two tiles of 64 k. */
    private static final int WIDE_RING = 4 * (WIDE_ROWS + TILE_COLUMNS) * 128;

    /** Of the bytes that a wide product reads and writes anyway, parts may at most add this share. */
    private static final double MAX_SHARE_OF_PARTS = 0.3;

    private static final int MAX_GRID_Y = 65_535;

    /** 32-bit indices go up to a few tiles beyond the last row, column or k. */
    private static final int MAX_SIZE = Integer.MAX_VALUE - 1024;

    /** Four products, or the parts of one, have 32-bit numbers of tiles. */
    private static final int MAX_TILES = Integer.MAX_VALUE / 8;

    /** Rows of 16-bit elements begin at multiples of 16 bytes. */
    private static final int K_UNIT = 8;

    /** Flag bits of the kernel. */
    private static final int BIAS = 1;

    private static final int RESIDUAL = 2;
    private static final int RELU = 4;
    private static final int Y = 8;
    private static final int Y16 = 16;

    public TensorGemmKernel {
        if (precision != Precision.TF32 || version.hasParts()) {
            requireSixteenBits(precision, version.toString());
        }
    }

    static void requireSixteenBits(Precision precision, String version) {
        if (!precision.isHalf()) {
            throw new IllegalArgumentException("tensor gemm " + version + " is for BF16 and FP16: precision=" + precision);
        }
    }

    private boolean isSixteenBits() {
        return precision != Precision.TF32;
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
            if (tiles(m, n, TILE_ROWS) > MAX_TILES) {
                throw new IllegalArgumentException(
                        "tensor gemm makes y in at most " + MAX_TILES + " tiles: m=" + m + ", n=" + n + ", k=" + k
                                + " are " + tiles(m, n, TILE_ROWS));
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

        /** Of 32 rows. */
        long tiles() {
            return tiles(m, n, TILE_ROWS);
        }

        private static long tiles(int m, int n, int rows) {
            return (long) Math.ceilDiv(m, rows) * Math.ceilDiv(n, TILE_COLUMNS);
        }

        long flops() {
            return 2L * m * n * k;
        }

        /** Bytes of a, b, bias, residual, y and y16, if a and b have elements of so many. */
        List<Long> bytes(int operand) {
            final long elements = (long) m * n;
            return List.of((long) operand * m * k, (long) operand * n * k, bias ? (long) Float.BYTES * n : 0L,
                    residual ? Float.BYTES * elements : 0L, y ? Float.BYTES * elements : 0L, y16 ? Short.BYTES * elements : 0L);
        }
    }

    @Override
    public String name() {
        return "gemm_" + precision.ptx() + switch (version) {
            case V3_MMA -> "_v3_mma";
            case V4_PIPELINED -> "_v4_pipelined";
            case V5_SPLIT_K -> "_v5_split_k";
            case V7_WIDE -> "_v7_wide";
        };
    }

    @Override
    public String family() {
        return "gemm";
    }

    @Override
    public List<KernelParameter> parameters() {
        final List<KernelParameter> parameters = new ArrayList<>(List.of(KernelParameter.in("a"), KernelParameter.in("b"),
                KernelParameter.in("bias"), KernelParameter.in("residual"), KernelParameter.out("y")));
        if (isSixteenBits()) {
            parameters.add(KernelParameter.out("y16"));
        }
        if (version.hasParts()) {
            parameters.addAll(List.of(KernelParameter.inOut("partials"), KernelParameter.inOut("arrived")));
        }
        parameters.addAll(List.of(KernelParameter.s32("m"), KernelParameter.s32("n"), KernelParameter.s32("k"),
                KernelParameter.s32("flags")));
        if (version.hasParts()) {
            parameters.add(KernelParameter.s32("split_k"));
        }
        return parameters;
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        final List<ScalarValue> scalars = new ArrayList<>(List.of(ScalarValue.of(s.m()), ScalarValue.of(s.n()), ScalarValue.of(s.k()),
                ScalarValue.of(isSixteenBits() ? s.flags() : s.flags() & (BIAS | RESIDUAL | RELU))));
        if (version.hasParts()) {
            scalars.add(ScalarValue.of(splitK(s)));
        }
        return scalars;
    }

    /**
     * Of rungs with parts, the last two are scratch: {@code partials} may hold anything; {@code arrived} is zeros before the launch and again after it, so
     * that it is cleared once and not for every launch. Launches that may run at the same time need their own. Without parts neither is touched.
     */
    @Override
    public List<Long> bufferBytes(Shape s) {
        if (!isSixteenBits()) {
            if (!s.y() || s.y16()) {
                throw new IllegalArgumentException("tensor gemm of TF32 stores y and no y16: y=" + s.y() + ", y16=" + s.y16());
            }
            return s.bytes(Float.BYTES).subList(0, s.bytes(Float.BYTES).size() - 1);
        }
        if (!version.hasParts()) {
            return s.bytes(Short.BYTES);
        }
        final List<Long> bytes = new ArrayList<>(s.bytes(Short.BYTES));
        final long shared = splits(s) == 1 ? 0 : Shape.tiles(s.m(), s.n(), version.rows());
        bytes.add(version.sums() * splits(s) * shared);
        bytes.add(Integer.BYTES * shared);
        return bytes;
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        final boolean wide = version == Version.V7_WIDE;
        return new LaunchGeometry(Math.ceilDiv(s.m(), version.rows()), Math.ceilDiv(s.n(), TILE_COLUMNS), splits(s),
                wide ? WIDE_THREADS : THREADS, 1, 1, wide ? WIDE_RING : 0);
    }

    /** Blocks that share a tile of y, each with its part of k. */
    public int splits(Shape s) {
        return Math.ceilDiv(s.k(), splitK(s));
    }

    /**
     * The k of one block: those of the product, of rungs with parts a part in whole tiles. It depends on n and k and never on m, so that a row
     * has the same bits whatever stands beside it.
     */
    public int splitK(Shape s) {
        return version.hasParts() ? kOfPart(s.k(), bestSplits(version, s.n(), s.k())) : s.k();
    }

    private static int bestSplits(Version version, int n, int k) {
        int best = 1;
        for (int splits = 2; splits <= maxSplits(version, n, k); splits++) {
            best = bytesPerMultiprocessor(version, n, k, splits) < bytesPerMultiprocessor(version, n, k, best) ? splits : best;
        }
        return best;
    }

    /** A wide product has so much to read that its parts can be kept small beside it. */
    private static int maxSplits(Version version, int n, int k) {
        if (version != Version.V7_WIDE) {
            return version.maxSplits();
        }
        final double part = 2.0 * Float.BYTES * USUAL_ROWS * n; // written and read
        final double anyway = (double) Short.BYTES * k * (USUAL_ROWS + n) + (double) Float.BYTES * USUAL_ROWS * n;
        return (int) Math.min(version.maxSplits(), MAX_SHARE_OF_PARTS * anyway / part);
    }

    /** Whole tiles of k. */
    private static int kOfPart(int k, int splits) {
        return Math.ceilDiv(Math.ceilDiv(k, TILE_K), splits) * TILE_K;
    }

    /**
     * What the busiest multiprocessor moves if {@link #USUAL_ROWS} rows are multiplied: its blocks' tiles of a and b and, if parts are to be added,
     * the one a block writes and all that the last block reads.
     */
    private static long bytesPerMultiprocessor(Version version, int n, int k, int splits) {
        final long blocks = Shape.tiles(USUAL_ROWS, n, version.rows()) * splits;
        final long operands = (long) Short.BYTES * (version.rows() + TILE_COLUMNS) * kOfPart(k, splits);
        return Math.ceilDiv(blocks, MULTIPROCESSORS) * operands + (splits == 1 ? 0 : version.sums() * (1 + splits));
    }

    /**
     * The rung for a shape, by what the busiest multiprocessor must move: parts of k (v5, of wide tiles v7) where they lessen it although sums
     * travel through memory, else v4, and v3 where k is a single tile, so that there is nothing to copy ahead. The choice between orders of
     * summation depends on n and k alone. There are no parts of TF32.
     */
    public static TensorGemmKernel best(Shape s, Precision precision) {
        if (precision == Precision.TF32) {
            return new TensorGemmKernel(2 * s.k() <= TILE_K ? Version.V3_MMA : Version.V4_PIPELINED, precision);
        }
        final int splits = bestSplits(Version.V5_SPLIT_K, s.n(), s.k());
        final int wideSplits = bestSplits(Version.V7_WIDE, s.n(), s.k());
        if (wideSplits > 1 && bytesPerMultiprocessor(Version.V7_WIDE, s.n(), s.k(), wideSplits) < bytesPerMultiprocessor(Version.V5_SPLIT_K,
                s.n(), s.k(), splits)) {
            return new TensorGemmKernel(Version.V7_WIDE, precision);
        }
        if (splits > 1) {
            return new TensorGemmKernel(Version.V5_SPLIT_K, precision);
        }
        return new TensorGemmKernel(s.k() <= TILE_K ? Version.V3_MMA : Version.V4_PIPELINED, precision);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(s.bytes(isSixteenBits() ? Short.BYTES : Float.BYTES).stream().mapToLong(Long::longValue).sum(), s.flops());
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V3_MMA -> new ResourceBudget(80, PADDED_TILES);
            case V4_PIPELINED -> new ResourceBudget(isSixteenBits() ? 112 : 128, RING);
            case V5_SPLIT_K -> new ResourceBudget(128, RING);
            case V7_WIDE -> new ResourceBudget(96, 0);
        };
    }
}
