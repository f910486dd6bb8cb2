package io.samcp.kernels.feedforward;

import io.samcp.kernels.Precision;

/** What the rungs of {@link FeedForwardKernel} must compute, in plain loops, from rounded operands; for tests and benchmarks. */
public final class FeedForwardReference {

    private FeedForwardReference() {}

    /**
     * Values of a launch.
     *
     * @param a rows
     * @param w1 weights of the first layer
     * @param b1 its bias
     * @param w2 weights of the second layer
     * @param b2 its bias
     * @param residual what is added, or empty
     * @param gamma weight of the norm, or empty
     * @param beta bias of the norm, or empty
     */
    public record Operands(float[] a, float[] w1, float[] b1, float[] w2, float[] b2, float[] residual, float[] gamma, float[] beta) {}

    /** {@code y} in double, the hidden layer not rounded. */
    public static double[] exact(FeedForwardKernel.Shape s, Operands x) {
        final double[] z = new double[s.m() * s.n()];
        final double[] hidden = new double[s.f()];
        for (int row = 0; row < s.m(); row++) {
            for (int u = 0; u < s.f(); u++) {
                double sum = 0;
                for (int k = 0; k < s.k(); k++) {
                    sum += (double) x.a()[row * s.k() + k] * x.w1()[u * s.k() + k];
                }
                hidden[u] = Math.max(sum + x.b1()[u], 0);
            }
            for (int c = 0; c < s.n(); c++) {
                final int i = row * s.n() + c;
                for (int u = 0; u < s.f(); u++) {
                    z[i] += hidden[u] * x.w2()[c * s.f() + u];
                }
                z[i] += x.b2()[c] + (s.residual() ? (double) x.residual()[i] : 0);
            }
        }
        if (s.norm()) {
            RowNormReference.normalise(z, s.n(), x.gamma(), x.beta(), s.eps());
        }
        return z;
    }

    /**
     * {@code y} in float, the hidden layer rounded, sums by slices as the kernels add them; rungs must equal it to the bit where tensor cores
     * add one product after the other.
     */
    public static float[] plain(FeedForwardKernel.Shape s, Precision precision, Operands x) {
        final float[] z = layers(s.m(), s.n(), s.k(), s.slice(), precision, x);
        if (s.norm()) {
            RowNormReference.normalise(z, s.n(), x.gamma(), x.beta(), s.eps());
        }
        return z;
    }

    /** Both layers, and the residual unless it is empty. */
    static float[] layers(int m, int n, int depth, int slice, Precision precision, Operands x) {
        final int f = x.b1().length;
        final float[] z = new float[m * n];
        final float[] hidden = new float[f];
        for (int row = 0; row < m; row++) {
            for (int u = 0; u < f; u++) {
                float sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum = Math.fma(x.a()[row * depth + k], x.w1()[u * depth + k], sum);
                }
                hidden[u] = precision.round(Math.max(sum + x.b1()[u], 0.0f));
            }
            for (int c = 0; c < n; c++) {
                final int i = row * n + c;
                float sum = 0;
                for (int first = 0; first < f; first += slice) {
                    float share = 0;
                    for (int u = first; u < Math.min(first + slice, f); u++) {
                        share = Math.fma(hidden[u], x.w2()[c * f + u], share);
                    }
                    sum += share;
                }
                sum += x.b2()[c];
                z[i] = x.residual().length > 0 ? sum + x.residual()[i] : sum;
            }
        }
        return z;
    }
}
