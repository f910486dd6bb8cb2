package io.samcp.kernels.merging;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Which competing queries become segments; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record PanopticAcceptKernel(Version version) implements Kernel<PanopticAcceptKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_ONE_THREAD
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_ONE_THREAD;

    /**
     * Sizes and options.
     *
     * @param max results at most
     * @param things T, labels below it are things
     * @param threshold share of its mask that a segment must own
     */
    public record Shape(int max, int things, double threshold) {
        public Shape {
            if (max < 1 || things < 0 || Double.isNaN(threshold)) {
                throw new IllegalArgumentException(
                        "panopticaccept needs results and a threshold: max=" + max + ", things=" + things + ", threshold=" + threshold);
            }
        }
    }

    @Override
    public String name() {
        return "panopticaccept_u32_v1_one_thread";
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
                KernelParameter.in("area"),
                KernelParameter.in("full"),
                KernelParameter.out("values"),
                KernelParameter.out("segments"),
                KernelParameter.out("segment_count"),
                KernelParameter.s32("things"),
                KernelParameter.s32("threshold_low"),
                KernelParameter.s32("threshold_high"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.things()), ScalarValue.of((int) Double.doubleToRawLongBits(s.threshold())),
                ScalarValue.of((int) (Double.doubleToRawLongBits(s.threshold()) >>> Integer.SIZE)));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES,
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * s.max(),
                5L * Integer.BYTES * s.max(),
                (long) Integer.BYTES);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(1, Integer.SIZE);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 2L * s.max());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }
}
