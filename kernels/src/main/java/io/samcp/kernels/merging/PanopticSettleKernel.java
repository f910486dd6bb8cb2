package io.samcp.kernels.merging;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.kernels.request.RequestRecordDescriptor;
import java.util.List;

/**
 * Which competing queries become segments, and the maps with them; formula and layout stand at the head of the PTX file. It does the work of
 * {@link PanopticAcceptKernel} and {@link PanopticPaintKernel} on what {@link PanopticClaimKernel} leaves.
 *
 * @param version the rung
 */
public record PanopticSettleKernel(Version version) implements Kernel<PanopticSettleKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_FOUR_PIXELS_PER_LANE
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_FOUR_PIXELS_PER_LANE;

    private static final int MOST_RESULTS = 255;

    /**
     * Sizes and options.
     *
     * @param maskWords words of one plane that the owners buffer has room for
     * @param pixels pixels the maps have room for
     * @param max results at most
     * @param things T, labels below it are things
     * @param voidValue what pixels without a segment get
     * @param threshold share of its mask that a segment must own
     * @param strict whether pixels in no mask stay void; otherwise they belong to the best result
     */
    public record Shape(int maskWords, int pixels, int max, int things, int voidValue, double threshold, boolean strict) {
        public Shape {
            if (maskWords < 1 || pixels < 1 || max < 1 || max > MOST_RESULTS || things < 0 || voidValue < 0 || Double.isNaN(threshold)) {
                throw new IllegalArgumentException("panopticsettle needs owners, pixels, 1.." + MOST_RESULTS
                        + " results and a threshold: maskWords=" + maskWords + ", pixels=" + pixels + ", max=" + max + ", things=" + things
                        + ", voidValue=" + voidValue + ", threshold=" + threshold);
            }
        }
    }

    @Override
    public String name() {
        return "panopticsettle_u32_v1_four_pixels_per_lane";
    }

    @Override
    public String family() {
        return "merging";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("queries"),
                KernelParameter.in("labels"),
                KernelParameter.in("count"),
                KernelParameter.in("owned"),
                KernelParameter.in("full"),
                KernelParameter.in("owners"),
                KernelParameter.in("request"),
                KernelParameter.out("segments"),
                KernelParameter.out("segment_count"),
                KernelParameter.out("map"),
                KernelParameter.out("semantic"),
                KernelParameter.s32("things"),
                KernelParameter.s32("void_value"),
                KernelParameter.s32("strict"),
                KernelParameter.s32("threshold_low"),
                KernelParameter.s32("threshold_high"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.things()), ScalarValue.of(s.voidValue()), ScalarValue.of(s.strict()),
                ScalarValue.of((int) Double.doubleToRawLongBits(s.threshold())),
                ScalarValue.of((int) (Double.doubleToRawLongBits(s.threshold()) >>> Integer.SIZE)));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES,
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * PanopticClaimKernel.PLANES * s.maskWords(),
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                5L * Integer.BYTES * s.max(),
                (long) Integer.BYTES,
                (long) Integer.BYTES * s.pixels(),
                (long) Integer.BYTES * s.pixels());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(PlaneTiles.blocks(s.maskWords()), PlaneTiles.THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 2L * s.max());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 2120);
    }
}
