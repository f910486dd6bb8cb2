package io.samcp.kernels.boxes;

/**
 * What the rungs of {@link ReferencePointsKernel} must compute; for tests and benchmarks. Results are {@code [semantic + patches, 4]}.
 */
public final class ReferencePointsReference {

    private static final double EDGE = 1e-5;

    private ReferencePointsReference() {}

    /**
     * In double, rounded never.
     *
     * @param semantic {@code [semantic, 4]}, before the sigmoid
     * @param boxes {@code [patches, 4]}, parts of the image
     */
    public static double[] exact(ReferencePointsKernel.Shape s, float[] semantic, float[] boxes) {
        final double[] out = new double[4 * (s.semantic() + s.patches())];
        for (int i = 0; i < 4 * s.semantic(); i++) {
            out[i] = 1 / (1 + Math.exp(-(double) semantic[i]));
        }
        for (int i = 0; i < 4 * s.patches(); i++) {
            final double p = Math.clamp(boxes[i], 0.0, 1.0);
            final double logit = Math.log(Math.max(p, EDGE) / Math.max(1 - p, EDGE));
            out[4 * s.semantic() + i] = 1 / (1 + Math.exp(-logit));
        }
        return out;
    }

    /** In float. */
    public static float[] plain(ReferencePointsKernel.Shape s, float[] semantic, float[] boxes) {
        final float[] out = new float[4 * (s.semantic() + s.patches())];
        for (int i = 0; i < 4 * s.semantic(); i++) {
            out[i] = 1 / (1 + (float) Math.exp(-semantic[i]));
        }
        for (int i = 0; i < 4 * s.patches(); i++) {
            final float p = Math.clamp(boxes[i], 0.0f, 1.0f);
            final float logit = (float) Math.log(Math.max(p, (float) EDGE) / Math.max(1 - p, (float) EDGE));
            out[4 * s.semantic() + i] = 1 / (1 + (float) Math.exp(-logit));
        }
        return out;
    }
}
