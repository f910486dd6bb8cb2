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
 * Masks of results from the planes of their patches; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record MaskMergeKernel(Version version) implements Kernel<MaskMergeKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_BLOCK_PER_RESULT
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_BLOCK_PER_RESULT;

    private static final int THREADS = 256;

    /**
     * Sizes and options.
     *
     * @param queries Q, rows of the selection
     * @param patches Nb, patches of the bucket
     * @param planeWords words the planes buffer holds
     * @param maskWords words of one result that the masks buffer has room for
     * @param max results at most
     * @param offset row of query 0
     */
    public record Shape(int queries, int patches, int planeWords, int maskWords, int max, int offset) {
        public Shape {
            if (queries < 1 || patches < 1 || planeWords < 1 || max < 1 || maskWords < 1 || offset < 0) {
                throw new IllegalArgumentException("maskmerge needs queries, patches, planes and results: queries=" + queries + ", patches="
                        + patches + ", planeWords=" + planeWords + ", maskWords=" + maskWords + ", max=" + max + ", offset=" + offset);
            }
        }
    }

    @Override
    public String name() {
        return "maskmerge_u32_v1_block_per_result";
    }

    @Override
    public String family() {
        return "merging";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("queries"),
                KernelParameter.in("count"),
                KernelParameter.in("selected"),
                KernelParameter.in("planes"),
                KernelParameter.in("request"),
                KernelParameter.out("patches"),
                KernelParameter.out("area"),
                KernelParameter.out("masks"),
                KernelParameter.s32("words"),
                KernelParameter.s32("offset"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(words(s)), ScalarValue.of(s.offset()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Integer.BYTES * s.max(),
                (long) Integer.BYTES,
                (long) Integer.BYTES * s.queries() * words(s),
                (long) Integer.BYTES * s.planeWords(),
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                (long) Integer.BYTES * s.max() * words(s),
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * s.max() * s.maskWords());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(s.max(), THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 2L * s.max() * s.maskWords());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 32);
    }

    private static int words(Shape s) {
        return Math.ceilDiv(s.patches(), Integer.SIZE);
    }
}
