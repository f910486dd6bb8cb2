package io.samcp.kernels.boxencoding;

/** What the rungs of {@link BoxEncodingKernel} must compute; for tests and benchmarks. Results are {@code [boxes, 4 * features]}. */
public final class BoxEncodingReference {

    /** Coordinate of each block of channels: cy, cx, w, h out of (cx, cy, w, h). */
    private static final int[] COORDINATE = {1, 0, 2, 3};

    private BoxEncodingReference() {}

    /**
     * In double, rounded never.
     *
     * @param boxes {@code [boxes, 4]}
     * @param period {@code [features]}
     */
    public static double[] exact(BoxEncodingKernel.Shape s, float[] boxes, float[] period) {
        final double[] out = new double[4 * s.boxes() * s.features()];
        for (int i = 0; i < out.length; i++) {
            final int k = i % s.features();
            final int block = i / s.features() % 4;
            final double angle = boxes[i / (4 * s.features()) * 4 + COORDINATE[block]] * (2 * Math.PI) / period[k];
            out[i] = k % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
        }
        return out;
    }

    /** In float. */
    public static float[] plain(BoxEncodingKernel.Shape s, float[] boxes, float[] period) {
        final float[] out = new float[4 * s.boxes() * s.features()];
        for (int i = 0; i < out.length; i++) {
            final int k = i % s.features();
            final int block = i / s.features() % 4;
            final float angle = boxes[i / (4 * s.features()) * 4 + COORDINATE[block]] * (float) (2 * Math.PI) / period[k];
            out[i] = (float) (k % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
        }
        return out;
    }
}
