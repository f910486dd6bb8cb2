package io.samcp.kernels.packing;

/** What the rungs of {@link PackingKernel} must compute, in plain loops; for tests and benchmarks. */
public final class PackingReference {

    private PackingReference() {}

    /**
     * Bits of 16; rungs must equal them, NaN aside.
     *
     * @param a may be null
     */
    public static short[] plain(PackingKernel.Shape s, float[] x, float[] a) {
        final short[] y = new short[s.n()];
        for (int i = 0; i < y.length; i++) {
            y[i] = s.precision().toHalf(s.adds() ? x[i] + a[i] : x[i]);
        }
        return y;
    }
}
