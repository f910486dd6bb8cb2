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
 * Which competing query owns which pixel, straight from the planes of patches, and how many pixels each has and owns; formula and layout
 * stand at the head of the PTX file. It does the work of {@link MaskMergeKernel} and {@link PanopticOwnerKernel} without the masks between
 * them. {@link PanopticSettleKernel} reads what it leaves.
 *
 * @param version the rung
 */
public record PanopticClaimKernel(Version version) implements Kernel<PanopticClaimKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_PLANES_ONCE
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_PLANES_ONCE;

    /** Planes of the owners' numbers: their words for one word of pixels stand side by side. */
    public static final int PLANES = Byte.SIZE;

    private static final int MOST_RESULTS = 255;
    /** Covers of eight warps, eight planes of 36 words each, pixels owned by each result and by none. */
    private static final int OWN_WORDS = 8 * 32 + 8 * 36 + 1;

    /**
     * Sizes.
     *
     * @param queries Q, rows of the selection
     * @param patches Nb, patches of the bucket
     * @param planeWords words the planes buffer holds
     * @param maskWords words of one plane that the owners buffer has room for
     * @param max results at most
     */
    public record Shape(int queries, int patches, int planeWords, int maskWords, int max) {
        public Shape {
            if (queries < 1 || patches < 1 || planeWords < 1 || maskWords < 1 || !takes(patches, max)) {
                throw new IllegalArgumentException(
                        "panopticclaim needs queries, patches, planes, 1.." + MOST_RESULTS + " results and at most "
                                + PlaneTiles.MOST_SHARED_BYTES + " bytes of shared memory: queries=" + queries + ", patches=" + patches
                                + ", planeWords=" + planeWords + ", maskWords=" + maskWords + ", max=" + max + ", shared="
                                + sharedBytes(patches, max));
            }
        }
    }

    /** Whether there is room for so many patches and results. */
    public static boolean takes(int patches, int max) {
        return max >= 1 && max <= MOST_RESULTS && sharedBytes(patches, max) <= PlaneTiles.MOST_SHARED_BYTES;
    }

    @Override
    public String name() {
        return "panopticclaim_u32_v1_planes_once";
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
                KernelParameter.inOut("owned"),
                KernelParameter.inOut("full"),
                KernelParameter.out("owners"),
                KernelParameter.s32("words"),
                KernelParameter.s32("max"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(words(s)), ScalarValue.of(s.max()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Integer.BYTES * s.max(),
                (long) Integer.BYTES,
                (long) Integer.BYTES * s.queries() * words(s),
                (long) Integer.BYTES * s.planeWords(),
                (long) Integer.BYTES * RequestRecordDescriptor.WORDS,
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * s.max(),
                (long) Integer.BYTES * PLANES * s.maskWords());
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(PlaneTiles.blocks(s.maskWords()), PlaneTiles.THREADS)
                .withDynamicShared((int) sharedBytes(s.patches(), s.max()));
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 4L * s.max() * s.maskWords());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(32, 0);
    }

    private static int words(Shape s) {
        return Math.ceilDiv(s.patches(), Integer.SIZE);
    }

    private static long sharedBytes(int patches, int max) {
        return PlaneTiles.sharedBytes(patches, max) + (long) Integer.BYTES * (max + OWN_WORDS);
    }
}
