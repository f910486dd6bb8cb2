package io.samcp.kernels.copy;

/** What the rungs of {@link CopyKernel} must compute, in plain loops; for tests and benchmarks. */
public final class CopyReference {

    private CopyReference() {}

    /** Rungs must equal it to the bit. */
    public static int[] plain(CopyKernel.Shape s, int[] x) {
        final int[] y = new int[s.words()];
        for (int i = 0; i < y.length; i++) {
            y[i] = s.copies() ? x[i] : 0;
        }
        return y;
    }
}
