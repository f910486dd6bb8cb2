package io.samcp.kernels.merging;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import io.samcp.kernels.request.RequestRecordDescriptor;
import java.util.ArrayList;
import java.util.List;

/**
 * Masks of results from the planes of their patches; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record MaskMergeKernel(Version version) implements Kernel<MaskMergeKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_BLOCK_PER_RESULT,
        /** Adds to the areas, which must be zero before the launch. */
        V2_PLANES_ONCE
    }

    /** The rung the engine runs where it {@linkplain #of fits}. */
    public static final Version BEST = Version.V2_PLANES_ONCE;

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

    /** The best rung that takes a shape: v2 keeps 32 words of every result in shared memory, which hundreds of results do not fit into. */
    public static MaskMergeKernel of(Shape s) {
        return new MaskMergeKernel(
                PlaneTiles.sharedBytes(s.patches(), s.max()) <= PlaneTiles.MOST_SHARED_BYTES ? BEST : Version.V1_BLOCK_PER_RESULT);
    }

    @Override
    public String name() {
        return switch (version) {
            case V1_BLOCK_PER_RESULT -> "maskmerge_u32_v1_block_per_result";
            case V2_PLANES_ONCE -> "maskmerge_u32_v2_planes_once";
        };
    }

    @Override
    public String family() {
        return "merging";
    }

    @Override
    public List<KernelParameter> parameters() {
        final List<KernelParameter> parameters = new ArrayList<>(List.of(KernelParameter.in("queries"),
                KernelParameter.in("count"),
                KernelParameter.in("selected"),
                KernelParameter.in("planes"),
                KernelParameter.in("request"),
                KernelParameter.out("patches"),
                version == Version.V1_BLOCK_PER_RESULT ? KernelParameter.out("area") : KernelParameter.inOut("area"),
                KernelParameter.out("masks"),
                KernelParameter.s32("words"),
                KernelParameter.s32("offset")));
        if (version == Version.V2_PLANES_ONCE) {
            parameters.add(KernelParameter.s32("max"));
        }
        return List.copyOf(parameters);
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return switch (version) {
            case V1_BLOCK_PER_RESULT -> List.of(ScalarValue.of(words(s)), ScalarValue.of(s.offset()));
            case V2_PLANES_ONCE -> List.of(ScalarValue.of(words(s)), ScalarValue.of(s.offset()), ScalarValue.of(s.max()));
        };
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
        return switch (version) {
            case V1_BLOCK_PER_RESULT -> LaunchGeometry.of(s.max(), THREADS); // a block per result
            case V2_PLANES_ONCE -> {
                final long shared = PlaneTiles.sharedBytes(s.patches(), s.max());
                if (shared > PlaneTiles.MOST_SHARED_BYTES) {
                    throw new IllegalArgumentException("maskmerge v2 keeps its results in shared memory, at most "
                            + PlaneTiles.MOST_SHARED_BYTES + " bytes: patches=" + s.patches() + " and max=" + s.max() + " take " + shared);
                }
                yield LaunchGeometry.of(PlaneTiles.blocks(s.maskWords()), PlaneTiles.THREADS).withDynamicShared((int) shared);
            }
        };
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 2L * s.max() * s.maskWords());
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V1_BLOCK_PER_RESULT -> new ResourceBudget(32, 32);
            case V2_PLANES_ONCE -> new ResourceBudget(32, 0);
        };
    }

    private static int words(Shape s) {
        return Math.ceilDiv(s.patches(), Integer.SIZE);
    }
}
