package io.samcp.kernels.image;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.kernels.request.RequestRecordDescriptor;
import java.util.List;

/**
 * An RGB image resized as OpenCV does and normalised; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record ImageNormaliseKernel(Version version) implements Kernel<ImageNormaliseKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_PIXEL
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_THREAD_PER_PIXEL;

    private static final int CHANNELS = 3;
    private static final int THREADS = 256;
    private static final int MAX_PIXELS = 1 << 27;

    /**
     * Sizes and options.
     *
     * @param height rows of the result
     * @param width columns of the result
     * @param imageBytes bytes the image buffer holds; the request record says how many are used
     * @param mean of red, green, blue in 0..255
     * @param std of red, green, blue
     */
    public record Shape(int height, int width, int imageBytes, List<Float> mean, List<Float> std) {
        public Shape {
            if (height < 1 || width < 1 || (long) height * width > MAX_PIXELS || imageBytes < 1 || mean.size() != CHANNELS
                    || std.size() != CHANNELS) {
                throw new IllegalArgumentException(
                        "imagenormalise needs 1.." + MAX_PIXELS + " pixels and three means and deviations: height=" + height + ", width="
                                + width + ", imageBytes=" + imageBytes + ", mean=" + mean + ", std=" + std);
            }
        }
    }

    @Override
    public String name() {
        return "imagenormalise_f32_v1_thread_per_pixel";
    }

    @Override
    public String family() {
        return "image";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("x"),
                KernelParameter.in("request"),
                KernelParameter.out("y"),
                KernelParameter.s32("height"),
                KernelParameter.s32("width"),
                KernelParameter.f32("mean_red"),
                KernelParameter.f32("mean_green"),
                KernelParameter.f32("mean_blue"),
                KernelParameter.f32("std_red"),
                KernelParameter.f32("std_green"),
                KernelParameter.f32("std_blue"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.height()), ScalarValue.of(s.width()), ScalarValue.of(s.mean().get(0)),
                ScalarValue.of(s.mean().get(1)), ScalarValue.of(s.mean().get(2)), ScalarValue.of(s.std().get(0)),
                ScalarValue.of(s.std().get(1)), ScalarValue.of(s.std().get(2)));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) s.imageBytes(),
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                (long) CHANNELS * Float.BYTES * s.height() * s.width());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.height() * s.width(), THREADS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 60L * s.height() * s.width());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 0);
    }
}
