package io.samcp.kernels.boxes;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Boxes to centre and size as parts of the image; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record BoxNormaliseKernel(Version version) implements Kernel<BoxNormaliseKernel.Shape> {

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
     * @param width W of the network image
     * @param height H of the network image
     */
    public record Shape(int boxes, int width, int height) {
        public Shape {
            if (boxes < 1 || width < 1 || height < 1) {
                throw new IllegalArgumentException(
                        "boxnormalise needs boxes and an image: boxes=" + boxes + ", width=" + width + ", height=" + height);
            }
        }
    }

    @Override
    public String name() {
        return "boxnormalise_f32_v1_thread_per_box";
    }

    @Override
    public String family() {
        return "boxes";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("boxes"),
                KernelParameter.out("out"),
                KernelParameter.s32("n"),
                KernelParameter.f32("width"),
                KernelParameter.f32("height"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.boxes()), ScalarValue.of((float) s.width()), ScalarValue.of((float) s.height()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of(4L * Float.BYTES * s.boxes(),
                4L * Float.BYTES * s.boxes());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.boxes(), THREADS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 10L * s.boxes());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(24, 0);
    }
}
