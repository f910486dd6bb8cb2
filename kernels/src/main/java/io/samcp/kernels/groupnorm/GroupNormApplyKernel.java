package io.samcp.kernels.groupnorm;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Second pass of group norm: totals and normalisation; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record GroupNormApplyKernel(Version version) implements Kernel<GroupNormApplyKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_PIXEL_ROWS
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_PIXEL_ROWS;

    private static final int PIXELS = 64;
    private static final int THREADS = 256;

    /**
     * Sizes and options.
     *
     * @param pixels height times width
     * @param channels channels, a multiple of groups
     * @param groups groups
     * @param eps added to the variance
     */
    public record Shape(int pixels, int channels, int groups, float eps) {
        public Shape {
            GroupNormStatsKernel.requireSizes(pixels, channels, groups);
            if (!(eps >= 0)) {
                throw new IllegalArgumentException("groupnorm needs eps >= 0: eps=" + eps);
            }
        }
    }

    @Override
    public String name() {
        return "groupnorm_apply_f32_v1_pixel_rows";
    }

    @Override
    public String family() {
        return "groupnorm";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"),
                KernelParameter.in("partial"),
                KernelParameter.in("gamma"),
                KernelParameter.in("beta"),
                KernelParameter.out("y"),
                KernelParameter.s32("pixels"),
                KernelParameter.s32("channels"),
                KernelParameter.s32("groups"),
                KernelParameter.s32("chunks"),
                KernelParameter.f32("eps"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.pixels()), ScalarValue.of(s.channels()), ScalarValue.of(s.groups()),
                ScalarValue.of(GroupNormStatsKernel.chunks(s.pixels())), ScalarValue.of(s.eps()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.pixels() * s.channels(),
                2L * Double.BYTES * GroupNormStatsKernel.chunks(s.pixels()) * s.groups(),
                (long) Float.BYTES * s.channels(),
                (long) Float.BYTES * s.channels(),
                (long) Float.BYTES * s.pixels() * s.channels());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.pixels(), PIXELS), s.groups(), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 4L * s.pixels() * s.channels());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 2 * THREADS * Double.BYTES);
    }
}
