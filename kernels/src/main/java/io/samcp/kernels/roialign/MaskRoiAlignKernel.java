package io.samcp.kernels.roialign;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Multi-level RoIAlign with a patch mask; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record MaskRoiAlignKernel(Version version) implements Kernel<MaskRoiAlignKernel.Shape> {

    /** The ladder; v3 is the first rung of {@link MaskRoiAlign16Kernel}. */
    public enum Version {
        V1_BLOCK_PER_BIN,
        V2_WARP_PER_BIN,
        V4_SEPARABLE
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V4_SEPARABLE;

    private static final int THREADS = 128;
    private static final int SIDE = 7;
    private static final int BINS = SIDE * SIDE;
    private static final int WARP = 32;

    /** A warp's, four to a lane. */
    private static final int CHANNELS = 128;

    private static final int MAX_LEVELS = 4;

    /** What masked bins get. */
    public enum Fill {
        /** The mask is not read. */
        OFF(0),
        /** Zero. */
        ZERO(1);

        private final int code;

        Fill(int code) {
            this.code = code;
        }

        /** The number the kernel takes. */
        public int code() {
            return code;
        }
    }

    /**
     * Size of a level.
     *
     * @param height rows
     * @param width columns
     */
    public record Level(int height, int width) {
        public Level {
            if (height < 1 || width < 1) {
                throw new IllegalArgumentException("a level needs at least 1x1 cells: " + height + "x" + width);
            }
        }
    }

    /**
     * Sizes and options.
     *
     * @param boxes N
     * @param channels C
     * @param levels 1 to 4, finest first
     * @param samplingRatio samples per bin and axis; 0: adaptive
     * @param fill what masked bins get
     * @param scale spatial scale of the first level; each further one is half of it
     * @param finest box side that belongs to the first level
     */
    public record Shape(int boxes, int channels, List<Level> levels, int samplingRatio, Fill fill, float scale, float finest) {
        public Shape {
            if (boxes < 1 || channels < 1 || levels.isEmpty() || levels.size() > MAX_LEVELS || samplingRatio < 0 || !(scale > 0)
                    || !(finest > 0)) {
                throw new IllegalArgumentException("maskroialign needs boxes, channels, 1.." + MAX_LEVELS
                        + " levels, a sampling ratio >= 0 and positive scales: boxes=" + boxes
                        + ", channels=" + channels + ", levels=" + levels + ", samplingRatio=" + samplingRatio + ", scale=" + scale
                        + ", finest=" + finest);
            }
            for (final Level level : levels) {
                if ((long) level.height() * level.width() * channels > Integer.MAX_VALUE) {
                    throw new IllegalArgumentException(
                            "maskroialign counts the numbers of a level in 31 bits: " + level + " with " + channels
                                    + " channels");
                }
            }
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V1_BLOCK_PER_BIN -> "maskroialign_f32_v1_block_per_bin";
            case V2_WARP_PER_BIN -> "maskroialign_f32_v2_warp_per_bin";
            case V4_SEPARABLE -> "maskroialign_f32_v4_separable";
        };
    }

    @Override
    public String family() {
        return "roialign";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("p0"),
                KernelParameter.in("p1"),
                KernelParameter.in("p2"),
                KernelParameter.in("p3"),
                KernelParameter.in("boxes"),
                KernelParameter.in("mask"),
                KernelParameter.out("out"),
                KernelParameter.s32("channels"),
                KernelParameter.s32("h0"),
                KernelParameter.s32("w0"),
                KernelParameter.s32("h1"),
                KernelParameter.s32("w1"),
                KernelParameter.s32("h2"),
                KernelParameter.s32("w2"),
                KernelParameter.s32("h3"),
                KernelParameter.s32("w3"),
                KernelParameter.s32("levels"),
                KernelParameter.s32("ratio"),
                KernelParameter.s32("mask_mode"),
                KernelParameter.f32("scale0"),
                KernelParameter.f32("finest"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.channels()), ScalarValue.of(level(s, 0).height()), ScalarValue.of(level(s, 0).width()),
                ScalarValue.of(level(s, 1).height()), ScalarValue.of(level(s, 1).width()), ScalarValue.of(level(s, 2).height()),
                ScalarValue.of(level(s, 2).width()), ScalarValue.of(level(s, 3).height()), ScalarValue.of(level(s, 3).width()),
                ScalarValue.of(s.levels().size()), ScalarValue.of(s.samplingRatio()), ScalarValue.of(s.fill().code()),
                ScalarValue.of(s.scale()), ScalarValue.of(s.finest()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of(map(s, 0),
                map(s, 1),
                map(s, 2),
                map(s, 3),
                4L * Float.BYTES * s.boxes(),
                s.fill() == Fill.OFF ? 0L : (long) BINS * s.boxes(),
                (long) Float.BYTES * BINS * s.boxes() * s.channels());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return switch (version) {
            case V1_BLOCK_PER_BIN -> LaunchGeometry.of(s.boxes(), BINS, THREADS);
            case V2_WARP_PER_BIN, V4_SEPARABLE -> LaunchGeometry.of(SIDE * s.boxes(), Math.ceilDiv(s.channels(), CHANNELS), SIDE * WARP); // a warp per bin
        };
    }

    @Override
    public Cost cost(Shape s) {
        return RoiCost.expected(s, Float.BYTES);
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(version == Version.V4_SEPARABLE ? 80 : 64, 0);
    }

    /** Levels that are not there repeat the last one; the kernel never reads them. */
    private static Level level(Shape s, int i) {
        return s.levels().get(Math.min(i, s.levels().size() - 1));
    }

    private static long map(Shape s, int i) {
        return i < s.levels().size() ? (long) Float.BYTES * level(s, i).height() * level(s, i).width() * s.channels() : 0L;
    }
}
