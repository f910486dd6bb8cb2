package io.samcp.kernels.maskcrop;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.kernels.request.RequestRecordDescriptor;
import java.util.List;

/**
 * 7x7 masks of patches from their bit-planes; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record MaskCropKernel(Version version) implements Kernel<MaskCropKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_THREAD_PER_BIN,
        V2_SEPARABLE
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V2_SEPARABLE;

    private static final int BINS = 49;
    private static final int THREADS = 64;

    /**
     * Sizes and options.
     *
     * @param patches Nb, rows of the boxes and of the result
     * @param planeWords words the planes buffer holds; the request record says how many are used
     */
    public record Shape(int patches, int planeWords) {
        public Shape {
            if (patches < 1 || planeWords < 1) {
                throw new IllegalArgumentException("maskcrop needs patches and planes: patches=" + patches + ", planeWords=" + planeWords);
            }
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V1_THREAD_PER_BIN -> "maskcrop_u8_v1_thread_per_bin";
            case V2_SEPARABLE -> "maskcrop_u8_v2_separable";
        };
    }

    @Override
    public String family() {
        return "maskcrop";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("planes"),
                KernelParameter.in("boxes"),
                KernelParameter.in("request"),
                KernelParameter.out("mask7"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of();
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Integer.BYTES * s.planeWords(),
                4L * Float.BYTES * s.patches(),
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                (long) BINS * s.patches());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(s.patches(), THREADS);
    }

    /** At most, for boxes as large as the picture: each pixel of a box is read once, weighted and added. */
    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 2L * Integer.SIZE * s.planeWords());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(64, 0);
    }
}
