package io.samcp.kernels.attention;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Masked multi-head attention without projections on tensor cores, 16-bit operands; formula and layout stand at the head of the PTX files.
 * The ladder goes on where that of {@link AttentionKernel} ends.
 *
 * <p>As there, a query that may see no key at all gets zeros, and one that sees a score of NaN gets NaN. A NaN among the values of a key that
 * is excluded may reach its column or not.
 *
 * @param version the rung
 * @param precision BF16 or FP16
 */
public record TensorAttentionKernel(Version version, Precision precision) implements Kernel<TensorAttentionKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V3_FLASH,
        V4_SPLIT_KEYS
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V4_SPLIT_KEYS;

    private static final int TILE_QUERIES = 16;
    private static final int TILE_KEYS = 32;
    private static final int MAX_HEADS = 65535;
    private static final int MAX_HEAD_SIZE = 64;
    /** Elements in 16 bytes. */
    private static final int CHUNK = 8;
    private static final int WARP = 32;
    /** Of a block of v4. */
    private static final int WARPS = 4;
    /** Maximum, sum of weights and whether a key was seen, of a query in a warp. */
    private static final int STATE_BYTES = 16;

    /** 32-bit indices go up to one tile beyond the last row. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE;

    private static final int BLOCKED = 1;
    private static final int PADDING = 2;
    private static final int ROUNDED = 4;
    private static final int SINGLE = 8;

    public TensorAttentionKernel {
        if (version == null || !precision.isHalf()) {
            throw new IllegalArgumentException(
                    "attention on tensor cores takes BF16 or FP16: version=" + version + ", precision=" + precision);
        }
    }

    /**
     * Where the heads of an operand lie in its matrix.
     *
     * @param column column of the first head, a multiple of 8
     * @param stride elements from row to row, a multiple of 8
     */
    public record Slice(int column, int stride) {
        public Slice {
            if (column < 0 || stride < 1 || column % CHUNK != 0 || stride % CHUNK != 0) {
                throw new IllegalArgumentException("columns and strides are multiples of 8: column=" + column + ", stride=" + stride);
            }
        }
    }

    /**
     * Sizes and options.
     *
     * @param queries M
     * @param keys N
     * @param heads number of heads
     * @param headSize channels per head: 8, 16, 32 or 64
     * @param query where the queries are
     * @param key where the keys are
     * @param value where the values are
     * @param outStride elements from result to result, a multiple of 8
     * @param blocked whether there are mask words
     * @param padding whether there are padding words
     * @param rounded whether results are written in 16 bits
     * @param single whether results are written in f32
     */
    public record Shape(int queries, int keys, int heads, int headSize, Slice query, Slice key, Slice value, int outStride, boolean blocked,
            boolean padding, boolean rounded, boolean single) {
        public Shape {
            if (queries < 1 || keys < 1 || heads < 1 || heads > MAX_HEADS || headSize < CHUNK || headSize > MAX_HEAD_SIZE
                    || Integer.bitCount(headSize) != 1) {
                throw new IllegalArgumentException("attention on tensor cores needs queries, keys and 1.." + MAX_HEADS
                        + " heads of 8, 16, 32 or 64 channels: queries=" + queries + ", keys=" + keys + ", heads=" + heads + ", headSize="
                        + headSize);
            }
            final int width = heads * headSize;
            if (!fits(query, queries, width) || !fits(key, keys, width) || !fits(value, keys, width)
                    || !fits(new Slice(0, outStride), queries, width)
                    || (queries + TILE_QUERIES) * (keys / TILE_KEYS + 1L) > MAX_ELEMENTS) {
                throw new IllegalArgumentException(
                        "attention on tensor cores needs rows that hold all heads and matrices of fewer than 2^31"
                                + " elements: heads x channels=" + heads + " x " + headSize + ", queries=" + queries + ", keys=" + keys
                                + ", query="
                                + query + ", key=" + key + ", value=" + value + ", outStride=" + outStride);
            }
            if (!rounded && !single) {
                throw new IllegalArgumentException("attention writes its results in 16 bits, in f32 or both, not in neither");
            }
        }

        /** All operands packed matrices of their own. */
        public static Shape packed(int queries, int keys, int heads, int headSize, boolean blocked, boolean padding) {
            final Slice all = new Slice(0, heads * headSize);
            return new Shape(queries, keys, heads, headSize, all, all, all, heads * headSize, blocked, padding, true, true);
        }

        private static boolean fits(Slice slice, int rows, int width) {
            return slice.column() + (long) width <= slice.stride() && (rows + (long) TILE_KEYS) * slice.stride() <= MAX_ELEMENTS;
        }

        /** Channels of all heads. */
        public int width() {
            return heads * headSize;
        }

        /** Words of a row of the mask. */
        public int words() {
            return Math.ceilDiv(keys, Integer.SIZE);
        }

        /** Factor of the scores. */
        public float scale() {
            return (float) (1 / Math.sqrt(headSize));
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V3_FLASH -> "attention_" + precision.ptx() + "_v3_flash";
            case V4_SPLIT_KEYS -> "attention_" + precision.ptx() + "_v4_split_keys";
        };
    }

    @Override
    public String family() {
        return "attention";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("q"), KernelParameter.in("k"), KernelParameter.in("v"), KernelParameter.in("blocked"),
                KernelParameter.in("padding"), KernelParameter.out("out16"), KernelParameter.out("out32"), KernelParameter.s32("m"),
                KernelParameter.s32("n"), KernelParameter.s32("d"), KernelParameter.s32("colq"), KernelParameter.s32("colk"),
                KernelParameter.s32("colv"), KernelParameter.s32("ldq"), KernelParameter.s32("ldk"), KernelParameter.s32("ldv"),
                KernelParameter.s32("ldo"), KernelParameter.s32("flags"), KernelParameter.f32("scale"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.queries()), ScalarValue.of(s.keys()), ScalarValue.of(s.headSize()),
                ScalarValue.of(s.query().column()), ScalarValue.of(s.key().column()), ScalarValue.of(s.value().column()),
                ScalarValue.of(s.query().stride()), ScalarValue.of(s.key().stride()), ScalarValue.of(s.value().stride()),
                ScalarValue.of(s.outStride()), ScalarValue.of((s.blocked() ? BLOCKED : 0) | (s.padding() ? PADDING : 0)
                        | (s.rounded() ? ROUNDED : 0) | (s.single() ? SINGLE : 0)),
                ScalarValue.of(s.scale()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final long results = extent(new Slice(0, s.outStride()), s.queries(), s);
        return List.of(Short.BYTES * extent(s.query(), s.queries(), s), Short.BYTES * extent(s.key(), s.keys(), s),
                Short.BYTES * extent(s.value(), s.keys(), s), masks(s.blocked(), s.queries(), s), masks(s.padding(), 1, s),
                s.rounded() ? Short.BYTES * results : 0L, s.single() ? Float.BYTES * results : 0L);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        final int blocks = Math.ceilDiv(s.queries(), TILE_QUERIES);
        return switch (version) {
            case V3_FLASH -> LaunchGeometry.of(blocks, s.heads(), WARP);
            case V4_SPLIT_KEYS -> {
                final int row = Short.BYTES * Math.max(s.headSize(), 2 * CHUNK);
                yield LaunchGeometry.of(blocks, s.heads(), WARPS * WARP)
                        .withDynamicShared(WARPS * TILE_QUERIES * STATE_BYTES + row * (TILE_QUERIES + WARPS * 2 * 2 * TILE_KEYS));
            }
        };
    }

    @Override
    public Cost cost(Shape s) {
        final long operands = Short.BYTES * (s.queries() + 2L * s.keys());
        final long results = (long) s.queries() * ((s.rounded() ? Short.BYTES : 0) + (s.single() ? Float.BYTES : 0));
        return new Cost(s.width() * (operands + results) + masks(s.blocked(), s.queries(), s) + masks(s.padding(), 1, s),
                4L * s.queries() * s.keys() * s.width());
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V3_FLASH -> new ResourceBudget(96, (TILE_QUERIES + 2 * TILE_KEYS) * MAX_HEAD_SIZE * Short.BYTES);
            case V4_SPLIT_KEYS -> new ResourceBudget(112, 0);
        };
    }

    /** Elements up to the end of the last head of the last row. */
    private static long extent(Slice slice, int rows, Shape s) {
        return (rows - 1L) * slice.stride() + slice.column() + s.width();
    }

    private static long masks(boolean there, int rows, Shape s) {
        return there ? (long) Integer.BYTES * rows * s.words() : 0L;
    }
}
