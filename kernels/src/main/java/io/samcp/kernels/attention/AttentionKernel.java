package io.samcp.kernels.attention;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Masked multi-head attention without projections; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record AttentionKernel(Version version) implements Kernel<AttentionKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_WARP_PER_QUERY,
        /** Needs head size and strides in multiples of 4, and buffers that begin at multiples of 16 bytes. */
        V2_QUERY_TILE
    }

    private static final int WARPS = 4;
    private static final int TILE_QUERIES = 16;
    private static final int TILE_BYTES = (TILE_QUERIES * 64 + 2 * 32 * 64 + TILE_QUERIES * 32) * Float.BYTES;
    /** Channels in a load of 16 bytes. */
    private static final int CHUNK = 4;
    private static final int MAX_KEYS = 2944;
    private static final int MAX_HEADS = 65535;
    private static final int MAX_HEAD_SIZE = 64;
    private static final int BLOCKED = 1;
    private static final int PADDING = 2;

    /**
     * Sizes and options.
     *
     * @param queries M
     * @param keys N
     * @param heads number of heads
     * @param headSize channels per head, 1..64
     * @param queryStride floats from query to query
     * @param keyStride floats from key to key
     * @param valueStride floats from value to value
     * @param outStride floats from result to result
     * @param blocked whether there are mask words
     * @param padding whether there are padding words
     */
    public record Shape(int queries, int keys, int heads, int headSize, int queryStride, int keyStride, int valueStride, int outStride,
            boolean blocked, boolean padding) {
        public Shape {
            if (queries < 1 || keys < 1 || keys > MAX_KEYS || heads < 1 || heads > MAX_HEADS || headSize < 1 || headSize > MAX_HEAD_SIZE
                    || Math.min(Math.min(queryStride, keyStride), Math.min(valueStride, outStride)) < heads * headSize) {
                throw new IllegalArgumentException(
                        "attention needs 1.." + MAX_KEYS + " keys, 1.." + MAX_HEADS + " heads of 1.." + MAX_HEAD_SIZE
                                + " channels and strides of at least heads x channels: queries=" + queries + ", keys=" + keys + ", heads="
                                + heads + ", headSize="
                                + headSize + ", strides=" + queryStride + ", " + keyStride + ", " + valueStride + ", " + outStride);
            }
        }

        private boolean isInChunks() {
            return (headSize | queryStride | keyStride | valueStride | outStride) % CHUNK == 0;
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V1_WARP_PER_QUERY -> "attention_f32_v1_warp_per_query";
            case V2_QUERY_TILE -> "attention_f32_v2_query_tile";
        };
    }

    @Override
    public String family() {
        return "attention";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("q"),
                KernelParameter.in("k"),
                KernelParameter.in("v"),
                KernelParameter.in("blocked"),
                KernelParameter.in("padding"),
                KernelParameter.out("out"),
                KernelParameter.s32("m"),
                KernelParameter.s32("n"),
                KernelParameter.s32("d"),
                KernelParameter.s32("ldq"),
                KernelParameter.s32("ldk"),
                KernelParameter.s32("ldv"),
                KernelParameter.s32("ldo"),
                KernelParameter.s32("flags"),
                KernelParameter.f32("root"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.queries()), ScalarValue.of(s.keys()), ScalarValue.of(s.headSize()), ScalarValue.of(s.queryStride()),
                ScalarValue.of(s.keyStride()), ScalarValue.of(s.valueStride()), ScalarValue.of(s.outStride()),
                ScalarValue.of((s.blocked() ? BLOCKED : 0) | (s.padding() ? PADDING : 0)), ScalarValue.of((float) Math.sqrt(s.headSize())));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of(matrix(s.queries(), s.queryStride(), s),
                matrix(s.keys(), s.keyStride(), s),
                matrix(s.keys(), s.valueStride(), s),
                s.blocked() ? 4L * s.queries() * words(s) : 0L,
                s.padding() ? 4L * words(s) : 0L,
                matrix(s.queries(), s.outStride(), s));
    }

    /** The rung the engine runs. It depends on sizes of the model alone, so a query has the same bits whatever stands beside it. */
    public static AttentionKernel best(Shape s) {
        return new AttentionKernel(s.isInChunks() ? Version.V2_QUERY_TILE : Version.V1_WARP_PER_QUERY);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return switch (version) {
            case V1_WARP_PER_QUERY -> new LaunchGeometry(Math.ceilDiv(s.queries(), WARPS), s.heads(), 1, WARPS * 32, 1, 1,
                    Float.BYTES * WARPS * (s.keys() + s.headSize()));
            case V2_QUERY_TILE -> {
                if (!s.isInChunks()) {
                    throw new IllegalArgumentException("attention v2 loads 4 channels at a time: headSize=" + s.headSize() + ", strides="
                            + s.queryStride() + ", " + s.keyStride() + ", " + s.valueStride() + ", " + s.outStride());
                }
                yield LaunchGeometry.of(Math.ceilDiv(s.queries(), TILE_QUERIES), s.heads(), WARPS * 32);
            }
        };
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 4L * s.queries() * s.keys() * s.heads() * s.headSize());
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V1_WARP_PER_QUERY -> new ResourceBudget(40, 0);
            case V2_QUERY_TILE -> new ResourceBudget(80, TILE_BYTES);
        };
    }

    /** Rows at a stride; the last one ends with the last head. */
    private static long matrix(int rows, int stride, Shape s) {
        return (long) Float.BYTES * ((long) (rows - 1) * stride + s.heads() * s.headSize());
    }

    private static int words(Shape s) {
        return Math.ceilDiv(s.keys(), Integer.SIZE);
    }
}
