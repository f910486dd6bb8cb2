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
 * Boxes of results from the boxes of their patches; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record InstanceBoxKernel(Version version) implements Kernel<InstanceBoxKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_WARP_PER_RESULT
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_WARP_PER_RESULT;

    /**
     * Sizes and options.
     *
     * @param patches Nb, patches of the bucket
     * @param max results at most
     */
    public record Shape(int patches, int max) {
        public Shape {
            if (patches < 1 || max < 1) {
                throw new IllegalArgumentException("instancebox needs patches and results: patches=" + patches + ", max=" + max);
            }
        }
    }

    @Override
    public String name() {
        return "instancebox_f32_v1_warp_per_result";
    }

    @Override
    public String family() {
        return "merging";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("patches"),
                KernelParameter.in("count"),
                KernelParameter.in("boxes"),
                KernelParameter.in("request"),
                KernelParameter.out("out"),
                KernelParameter.s32("words"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(words(s)));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Integer.BYTES * s.max() * words(s),
                (long) Integer.BYTES,
                4L * Float.BYTES * s.patches(),
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                4L * Float.BYTES * s.max());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(s.max(), Integer.SIZE);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 4L * s.max() * s.patches());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }

    private static int words(Shape s) {
        return Math.ceilDiv(s.patches(), Integer.SIZE);
    }
}
