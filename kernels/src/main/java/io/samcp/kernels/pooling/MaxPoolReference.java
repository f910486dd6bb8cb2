package io.samcp.kernels.pooling;

/** What the rungs of {@link MaxPoolKernel} must compute, in plain loops; for tests and benchmarks. */
public final class MaxPoolReference {

    private MaxPoolReference() {}

    /** The largest value of each window; rungs must equal it to the bit. */
    public static float[] plain(MaxPoolKernel.Shape s, float[] x) {
        final int outHeight = MaxPoolKernel.outHeight(s);
        final int outWidth = MaxPoolKernel.outWidth(s);
        final float[] y = new float[outHeight * outWidth * s.channels()];
        for (int i = 0; i < y.length; i++) {
            final int c = i % s.channels();
            final int left = i / s.channels() % outWidth * s.stride() - s.pad();
            final int top = i / s.channels() / outWidth * s.stride() - s.pad();
            float largest = Float.NEGATIVE_INFINITY;
            for (int yy = Math.max(0, top); yy < Math.min(s.height(), top + s.kernel()); yy++) {
                for (int xx = Math.max(0, left); xx < Math.min(s.width(), left + s.kernel()); xx++) {
                    largest = Math.max(largest, x[(yy * s.width() + xx) * s.channels() + c]);
                }
            }
            y[i] = largest;
        }
        return y;
    }
}
