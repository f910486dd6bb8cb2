package io.samcp.kernels.l2norm;

/** What the rungs of {@link RowL2NormKernel} must compute, in plain loops; for tests and benchmarks. */
public final class RowL2NormReference {

    private RowL2NormReference() {}

    /** In double. */
    public static double[] exact(RowL2NormKernel.Shape s, float[] x) {
        final double[] y = new double[x.length];
        for (int r = 0; r < s.rows(); r++) {
            double sum = 0;
            for (int i = r * s.columns(); i < (r + 1) * s.columns(); i++) {
                sum += (double) x[i] * x[i];
            }
            for (int i = r * s.columns(); i < (r + 1) * s.columns(); i++) {
                y[i] = x[i] / Math.sqrt(sum) / s.divisor();
            }
        }
        return y;
    }

    /** In float, columns in order. */
    public static float[] plain(RowL2NormKernel.Shape s, float[] x) {
        final float[] y = new float[x.length];
        for (int r = 0; r < s.rows(); r++) {
            float sum = 0;
            for (int i = r * s.columns(); i < (r + 1) * s.columns(); i++) {
                sum += x[i] * x[i];
            }
            for (int i = r * s.columns(); i < (r + 1) * s.columns(); i++) {
                y[i] = x[i] / (float) Math.sqrt(sum) / s.divisor();
            }
        }
        return y;
    }
}
