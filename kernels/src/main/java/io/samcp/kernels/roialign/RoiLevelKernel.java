package io.samcp.kernels.roialign;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Pyramid level of each box; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record RoiLevelKernel(Version version) implements Kernel<RoiLevelKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_BOX
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_THREAD_PER_BOX;

    private static final int THREADS = 128;

    /**
     * Sizes and options.
     *
     * @param boxes N
     * @param levels 1 to 4
     * @param finest box side that belongs to the first level
     */
    public record Shape(int boxes, int levels, float finest) {
        public Shape {
            if (boxes < 1 || levels < 1 || levels > 4 || !(finest > 0)) {
                throw new IllegalArgumentException("roilevel needs boxes, 1..4 levels and a positive size: boxes=" + boxes + ", levels="
                        + levels + ", finest=" + finest);
            }
        }
    }

    @Override
    public String name() {
        return "roilevel_f32_v1_thread_per_box";
    }

    @Override
    public String family() {
        return "roialign";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("boxes"),
                KernelParameter.out("level"),
                KernelParameter.s32("n"),
                KernelParameter.s32("levels"),
                KernelParameter.f32("finest"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.boxes()), ScalarValue.of(s.levels()), ScalarValue.of(s.finest()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of(4L * Float.BYTES * s.boxes(),
                (long) Integer.BYTES * s.boxes());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.boxes(), THREADS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 8L * s.boxes());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(24, 0);
    }
}
