package io.samcp.kernels.groupnorm;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * First pass of group norm: partial sums; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record GroupNormStatsKernel(Version version) implements Kernel<GroupNormStatsKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_CHUNKS
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_CHUNKS;

    /** Pixels a block adds up. */
    private static final int CHUNK = 128;

    private static final int MAX_GROUPS = 65535;

    /** 32-bit indices of either pass go up to one block beyond the last value. */
    private static final int MAX_VALUES = Integer.MAX_VALUE - 256;

    /**
     * Sizes and options.
     *
     * @param pixels height times width
     * @param channels channels, a multiple of groups
     * @param groups groups
     */
    public record Shape(int pixels, int channels, int groups) {
        public Shape {
            requireSizes(pixels, channels, groups);
        }
    }

    /** Refuses what neither pass can do. */
    static void requireSizes(int pixels, int channels, int groups) {
        if (pixels < 1 || groups < 1 || groups > MAX_GROUPS || channels < 1 || channels % groups != 0
                || (long) pixels * channels > MAX_VALUES) {
            throw new IllegalArgumentException("groupnorm needs pixels >= 1, 1.." + MAX_GROUPS
                    + " groups, channels that are a multiple of them and at most " + MAX_VALUES + " values: pixels=" + pixels
                    + ", channels=" + channels + ", groups=" + groups);
        }
    }

    @Override
    public String name() {
        return "groupnorm_stats_f32_v1_chunks";
    }

    @Override
    public String family() {
        return "groupnorm";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"),
                KernelParameter.out("partial"),
                KernelParameter.s32("pixels"),
                KernelParameter.s32("channels"),
                KernelParameter.s32("groups"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.pixels()), ScalarValue.of(s.channels()), ScalarValue.of(s.groups()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.pixels() * s.channels(),
                partialBytes(s));
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(chunks(s.pixels()), s.groups(), CHUNK);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 3L * s.pixels() * s.channels());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 2 * CHUNK * Double.BYTES);
    }

    /** Blocks along the pixels. */
    public static int chunks(int pixels) {
        return Math.ceilDiv(pixels, CHUNK);
    }

    /** Bytes of the partial sums. */
    public static long partialBytes(Shape s) {
        return 2L * Double.BYTES * chunks(s.pixels()) * s.groups();
    }
}
