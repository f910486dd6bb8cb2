package io.samcp.kernels.gemm;

/** What the rungs of {@link GemmKernel} must compute, in plain loops; for tests and benchmarks. */
public final class GemmReference {

    private GemmReference() {}

    /**
     * In double, rounded never.
     *
     * @param bias may be null
     * @param residual may be null
     */
    public static double[] exact(GemmKernel.Shape s, float[] a, float[] b, float[] bias, float[] residual) {
        final double[] y = new double[s.m() * s.n()];
        for (int i = 0; i < s.m(); i++) {
            for (int j = 0; j < s.n(); j++) {
                double sum = 0;
                for (int k = 0; k < s.k(); k++) {
                    sum += (double) a[i * s.k() + k] * b[j * s.k() + k];
                }
                sum += s.bias() ? bias[j] : 0;
                sum += s.residual() ? residual[i * s.n() + j] : 0;
                y[i * s.n() + j] = s.relu() ? Math.max(sum, 0) : sum;
            }
        }
        return y;
    }

    /** In float, in the kernel's order; rungs must equal it to the bit. */
    public static float[] plain(GemmKernel.Shape s, float[] a, float[] b, float[] bias, float[] residual) {
        final float[] y = new float[s.m() * s.n()];
        for (int i = 0; i < s.m(); i++) {
            for (int j = 0; j < s.n(); j++) {
                float sum = 0;
                for (int k = 0; k < s.k(); k++) {
                    sum = Math.fma(a[i * s.k() + k], b[j * s.k() + k], sum);
                }
                if (s.bias()) {
                    sum += bias[j];
                }
                if (s.residual()) {
                    sum += residual[i * s.n() + j];
                }
                y[i * s.n() + j] = s.relu() ? Math.max(sum, 0.0f) : sum;
            }
        }
        return y;
    }
}
