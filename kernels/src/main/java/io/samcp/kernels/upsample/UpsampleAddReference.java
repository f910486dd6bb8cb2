package io.samcp.kernels.upsample;

/** What the rungs of {@link UpsampleAddKernel} must compute, in plain loops; for tests and benchmarks. */
public final class UpsampleAddReference {

    private UpsampleAddReference() {}

    /** {@code y = a + nearest(b)}, source index {@code floor(dst * (in / out))} in float (SPEC 3.2); rungs must equal it to the bit. */
    public static float[] plain(UpsampleAddKernel.Shape s, float[] a, float[] b) {
        final float[] y = new float[s.height() * s.width() * s.channels()];
        for (int i = 0; i < y.length; i++) {
            final int c = i % s.channels();
            final int column = source(i / s.channels() % s.width(), s.smallWidth(), s.width());
            final int row = source(i / s.channels() / s.width(), s.smallHeight(), s.height());
            y[i] = a[i] + b[(row * s.smallWidth() + column) * s.channels() + c];
        }
        return y;
    }

    private static int source(int to, int in, int out) {
        return Math.min((int) (to * ((float) in / out)), in - 1);
    }
}
