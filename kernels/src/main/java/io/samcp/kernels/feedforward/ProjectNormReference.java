package io.samcp.kernels.feedforward;

/** What the rungs of {@link ProjectNormKernel} must compute, in plain loops, from rounded operands; for tests and benchmarks. */
public final class ProjectNormReference {

    private ProjectNormReference() {}

    /** {@code y} in double. */
    public static double[] exact(ProjectNormKernel.Shape s, float[] a, float[] b, float[] bias, float[] residual, float[] gamma,
            float[] beta) {
        final double[] z = new double[s.m() * s.n()];
        for (int i = 0; i < z.length; i++) {
            final int row = i / s.n() * s.k();
            final int column = i % s.n() * s.k();
            for (int k = 0; k < s.k(); k++) {
                z[i] += (double) a[row + k] * b[column + k];
            }
            z[i] += bias[i % s.n()] + (s.residual() ? (double) residual[i] : 0);
        }
        RowNormReference.normalise(z, s.n(), gamma, beta, s.eps());
        return z;
    }

    /** {@code y} in float, in the kernels' order; rungs must equal it to the bit where tensor cores add one product after the other. */
    public static float[] plain(ProjectNormKernel.Shape s, float[] a, float[] b, float[] bias, float[] residual, float[] gamma,
            float[] beta) {
        final float[] z = new float[s.m() * s.n()];
        for (int i = 0; i < z.length; i++) {
            final int row = i / s.n() * s.k();
            final int column = i % s.n() * s.k();
            float sum = 0;
            for (int k = 0; k < s.k(); k++) {
                sum = Math.fma(a[row + k], b[column + k], sum);
            }
            sum += bias[i % s.n()];
            z[i] = s.residual() ? sum + residual[i] : sum;
        }
        RowNormReference.normalise(z, s.n(), gamma, beta, s.eps());
        return z;
    }
}
