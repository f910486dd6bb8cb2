package io.samcp.kernels.boxencoding;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Sine encoding of boxes; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record BoxEncodingKernel(Version version) implements Kernel<BoxEncodingKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_CHANNEL
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_THREAD_PER_CHANNEL;

    private static final int THREADS = 128;
    private static final int MAX_BOXES = 65535;

    /**
     * Sizes and options.
     *
     * @param boxes R
     * @param features F, channels per coordinate
     */
    public record Shape(int boxes, int features) {
        public Shape {
            if (boxes < 1 || boxes > MAX_BOXES || features < 1) {
                throw new IllegalArgumentException(
                        "boxencoding needs 1.." + MAX_BOXES + " boxes and features: boxes=" + boxes + ", features=" + features);
            }
        }
    }

    @Override
    public String name() {
        return "boxencoding_f32_v1_thread_per_channel";
    }

    @Override
    public String family() {
        return "boxencoding";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("boxes"),
                KernelParameter.in("period"),
                KernelParameter.out("out"),
                KernelParameter.s32("rows"),
                KernelParameter.s32("features"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.boxes()), ScalarValue.of(s.features()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of(4L * Float.BYTES * s.boxes(),
                (long) Float.BYTES * s.features(),
                4L * Float.BYTES * s.boxes() * s.features());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(4 * s.features(), THREADS), s.boxes(), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 120L * s.boxes() * s.features());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }
}
