package io.samcp.kernels.layernorm;

/** What the rungs of {@link LayerNormKernel} must compute, in plain loops; for tests and benchmarks. */
public final class LayerNormReference {

    private LayerNormReference() {}

    /** {@code y} in double. */
    public static double[] exact(LayerNormKernel.Shape s, float[] x, float[] residual, float[] gamma, float[] beta) {
        final double[] y = new double[s.rows() * s.columns()];
        for (int r = 0; r < s.rows(); r++) {
            final int at = r * s.columns();
            double mean = 0;
            for (int c = 0; c < s.columns(); c++) {
                y[at + c] = x[at + c] + (s.residual() ? (double) residual[at + c] : 0);
                mean += y[at + c];
            }
            mean /= s.columns();
            double variance = 0;
            for (int c = 0; c < s.columns(); c++) {
                variance += (y[at + c] - mean) * (y[at + c] - mean);
            }
            variance /= s.columns();
            for (int c = 0; c < s.columns(); c++) {
                y[at + c] = (y[at + c] - mean) / Math.sqrt(variance + s.eps()) * gamma[c] + beta[c];
            }
        }
        return y;
    }

    /** {@code y} in float, columns in order. */
    public static float[] plain(LayerNormKernel.Shape s, float[] x, float[] residual, float[] gamma, float[] beta) {
        final float[] y = new float[s.rows() * s.columns()];
        for (int r = 0; r < s.rows(); r++) {
            final int at = r * s.columns();
            float mean = 0;
            for (int c = 0; c < s.columns(); c++) {
                y[at + c] = s.residual() ? x[at + c] + residual[at + c] : x[at + c];
                mean += y[at + c];
            }
            mean /= s.columns();
            float variance = 0;
            for (int c = 0; c < s.columns(); c++) {
                variance += (y[at + c] - mean) * (y[at + c] - mean);
            }
            variance /= s.columns();
            final float scale = 1 / (float) Math.sqrt(variance + s.eps());
            for (int c = 0; c < s.columns(); c++) {
                y[at + c] = (y[at + c] - mean) * scale * gamma[c] + beta[c];
            }
        }
        return y;
    }
}
