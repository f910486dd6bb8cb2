package io.samcp.kernels.roialign;

/** What the rungs of {@link RoiLevelKernel} must compute; for tests and benchmarks. */
public final class RoiLevelReference {

    private static final double SMALL = 1e-6;

    private RoiLevelReference() {}

    /**
     * The definition, in double (SPEC 4).
     *
     * @param boxes {@code [n, 4]}
     * @return {@code [n]}
     */
    public static int[] exact(RoiLevelKernel.Shape s, float[] boxes) {
        final int[] level = new int[s.boxes()];
        for (int n = 0; n < s.boxes(); n++) {
            level[n] = level(boxes, n, s.levels(), s.finest());
        }
        return level;
    }

    /** Level of one box. */
    static int level(float[] boxes, int n, int levels, double finest) {
        final double width = (double) boxes[4 * n + 2] - boxes[4 * n];
        final double height = (double) boxes[4 * n + 3] - boxes[4 * n + 1];
        final double log2 = Math.log(Math.sqrt(width * height) / finest + SMALL) / Math.log(2);
        return Math.clamp((long) Math.floor(log2), 0, levels - 1);
    }
}
