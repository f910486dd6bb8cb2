package io.samcp.kernels.boxes;

/** What the rungs of {@link BoxNormaliseKernel} must compute; for tests and benchmarks. Boxes and results are {@code [n, 4]}. */
public final class BoxNormaliseReference {

    private BoxNormaliseReference() {}

    /** In double, rounded never. */
    public static double[] exact(BoxNormaliseKernel.Shape s, float[] boxes) {
        final double[] out = new double[4 * s.boxes()];
        for (int i = 0; i < out.length; i += 4) {
            out[i] = ((double) boxes[i] + boxes[i + 2]) / 2 / s.width();
            out[i + 1] = ((double) boxes[i + 1] + boxes[i + 3]) / 2 / s.height();
            out[i + 2] = ((double) boxes[i + 2] - boxes[i]) / s.width();
            out[i + 3] = ((double) boxes[i + 3] - boxes[i + 1]) / s.height();
        }
        return out;
    }

    /** In float; rungs must equal it to the bit. */
    public static float[] plain(BoxNormaliseKernel.Shape s, float[] boxes) {
        final float[] out = new float[4 * s.boxes()];
        for (int i = 0; i < out.length; i += 4) {
            out[i] = (boxes[i] + boxes[i + 2]) / 2 / s.width();
            out[i + 1] = (boxes[i + 1] + boxes[i + 3]) / 2 / s.height();
            out[i + 2] = (boxes[i + 2] - boxes[i]) / s.width();
            out[i + 3] = (boxes[i + 3] - boxes[i + 1]) / s.height();
        }
        return out;
    }
}
