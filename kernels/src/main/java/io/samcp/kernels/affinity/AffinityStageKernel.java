package io.samcp.kernels.affinity;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.List;

/**
 * Mask bits, selected patches and merged boxes from a stage of affinity logits; formula and layout stand at the head of the PTX file.
 *
 * @param version the rung
 */
public record AffinityStageKernel(Version version) implements Kernel<AffinityStageKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V1_WARP_PER_ROW
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V1_WARP_PER_ROW;

    private static final int WARPS = 4;

    /**
     * Sizes and options.
     *
     * @param queries Q
     * @param patches N
     * @param threshold below it a patch is blocked, above it selected
     * @param scaled whether the sigmoids of a row are scaled to 0..1 before they are compared
     * @param emptyX1 left of the box of a row that selects nothing
     * @param emptyY1 its top
     * @param emptyX2 its right
     * @param emptyY2 its bottom
     * @param normalised whether u is written
     * @param compared patches below this index are compared even if they are padding (SPEC 16); 0 but in a padded batch
     */
    public record Shape(int queries, int patches, float threshold, boolean scaled, float emptyX1, float emptyY1, float emptyX2,
            float emptyY2, boolean normalised, int compared) {
        public Shape {
            if (queries < 1 || patches < 1 || compared < 0 || compared > patches) {
                throw new IllegalArgumentException("affinitystage needs queries and patches, and compared in 0..patches: queries=" + queries
                        + ", patches=" + patches + ", compared=" + compared);
            }
        }

        /** Padding is never compared. */
        public Shape(int queries, int patches, float threshold, boolean scaled, float emptyX1, float emptyY1, float emptyX2, float emptyY2,
                boolean normalised) {
            this(queries, patches, threshold, scaled, emptyX1, emptyY1, emptyX2, emptyY2, normalised, 0);
        }
    }

    @Override
    public String name() {
        return "affinitystage_f32_v1_warp_per_row";
    }

    @Override
    public String family() {
        return "affinity";
    }

    @Override
    public List<KernelParameter> parameters() {
        return List.of(KernelParameter.in("a"),
                KernelParameter.in("padding"),
                KernelParameter.in("boxes"),
                KernelParameter.out("blocked"),
                KernelParameter.out("selected"),
                KernelParameter.out("merged"),
                KernelParameter.out("rowmax"),
                KernelParameter.out("u"),
                KernelParameter.s32("queries"),
                KernelParameter.s32("patches"),
                KernelParameter.s32("flags"),
                KernelParameter.f32("threshold"),
                KernelParameter.f32("empty_x1"),
                KernelParameter.f32("empty_y1"),
                KernelParameter.f32("empty_x2"),
                KernelParameter.f32("empty_y2"),
                KernelParameter.s32("compared"));
    }

    @Override
    public List<ScalarValue> scalars(Shape s) {
        return List.of(ScalarValue.of(s.queries()), ScalarValue.of(s.patches()), ScalarValue.of(flags(s)),
                ScalarValue.of(s.threshold()), ScalarValue.of(s.emptyX1()), ScalarValue.of(s.emptyY1()), ScalarValue.of(s.emptyX2()),
                ScalarValue.of(s.emptyY2()), ScalarValue.of(s.compared()));
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        return List.of((long) Float.BYTES * s.queries() * s.patches(),
                4L * words(s),
                4L * Float.BYTES * s.patches(),
                4L * s.queries() * words(s),
                4L * s.queries() * words(s),
                4L * Float.BYTES * s.queries(),
                (long) Float.BYTES * s.queries(),
                s.normalised() ? (long) Float.BYTES * s.queries() * s.patches() : 0L);
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of(Math.ceilDiv(s.queries(), WARPS), WARPS * 32);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(), 40L * s.queries() * s.patches());
    }

    @Override
    public ResourceBudget budget() {
        return new ResourceBudget(40, 0);
    }

    private static int flags(Shape s) {
        return (s.normalised() ? 1 : 0) | (s.scaled() ? 0 : 2);
    }

    private static int words(Shape s) {
        return Math.ceilDiv(s.patches(), Integer.SIZE);
    }
}
