package io.samcp.kernels.rounding;

/** What the rungs of {@link RoundingKernel} must compute, in plain loops; for tests and benchmarks. */
public final class RoundingReference {

    private RoundingReference() {}

    /** Rungs must equal it to the bit, NaN aside. */
    public static float[] plain(RoundingKernel.Shape s, float[] x) {
        final float[] y = new float[s.n()];
        for (int i = 0; i < y.length; i++) {
            y[i] = s.precision().round(x[i]);
        }
        return y;
    }
}
