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
 * Panoptic and semantic map from accepted segments; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record PanopticPaintKernel(Version version) implements Kernel<PanopticPaintKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_PIXEL
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_THREAD_PER_PIXEL;

    private static final int THREADS = 256;

    /**
     * Sizes and options.
     *
     * @param maskWords words of one result that the masks buffer has room for
     * @param pixels pixels the maps have room for
     * @param max results at most
     * @param voidValue what pixels without a segment get
     * @param strict whether pixels in no mask stay void; otherwise they belong to the best result
     */
    public record Shape(int maskWords, int pixels, int max, int voidValue, boolean strict) {
        public Shape {
            if (maskWords < 1 || pixels < 1 || max < 1 || voidValue < 0) {
                throw new IllegalArgumentException("panopticpaint needs masks, pixels and results: maskWords=" + maskWords + ", pixels="
                        + pixels + ", max=" + max + ", voidValue=" + voidValue);
            }
        }
    }

    @Override
    public String name() {
        return "panopticpaint_u32_v1_thread_per_pixel";
    }

    @Override
    public String family() {
        return "merging";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("masks"),
                KernelParameter.in("count"),
                KernelParameter.in("values"),
                KernelParameter.in("request"),
                KernelParameter.out("map"),
                KernelParameter.out("semantic"),
                KernelParameter.s32("void_value"),
                KernelParameter.s32("strict"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.voidValue()), ScalarValue.of(s.strict()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Integer.BYTES * s.max() * s.maskWords(),
                (long) Integer.BYTES,
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                (long) Integer.BYTES * s.pixels(),
                (long) Integer.BYTES * s.pixels());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.pixels(), THREADS), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 4L * s.pixels());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }
}
