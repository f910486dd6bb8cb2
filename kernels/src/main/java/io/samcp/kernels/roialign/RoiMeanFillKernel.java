package io.samcp.kernels.roialign;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Masked bins get the mean of the others, in place; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record RoiMeanFillKernel(Version version) implements Kernel<RoiMeanFillKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_CHANNEL
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_THREAD_PER_CHANNEL;

    private static final int THREADS = 128;
    private static final int BINS = 49;

    /**
     * Sizes and options.
     *
     * @param boxes N
     * @param channels C
     */
    public record Shape(int boxes, int channels) {
        public Shape {
            if (boxes < 1 || channels < 1) {
                throw new IllegalArgumentException("roimeanfill needs boxes and channels: boxes=" + boxes + ", channels=" + channels);
            }
        }
    }

    @Override
    public String name() {
        return "roimeanfill_f32_v1_thread_per_channel";
    }

    @Override
    public String family() {
        return "roialign";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.inOut("x"),
                KernelParameter.in("mask"),
                KernelParameter.s32("channels"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.channels()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * BINS * s.boxes() * s.channels(),
                (long) BINS * s.boxes());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(s.boxes(), Math.ceilDiv(s.channels(), THREADS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 2L * BINS * s.boxes() * s.channels());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 0);
    }
}
