package io.samcp.kernels.affinity;

/**
 * What the rungs of {@link AffinityKernel} must compute, in plain loops; for tests and benchmarks. Results are {@code [queries, patches]}.
 */
public final class AffinityReference {

    private AffinityReference() {}

    /**
     * Operands in the order of the kernel.
     *
     * @param q projected queries {@code [queries, heads * headSize]}
     * @param k projected patches {@code [patches, heads * headSize]}
     * @param w0 first mixing layer {@code [heads, heads]}
     * @param b0 its bias {@code [heads]}
     * @param w1 second mixing layer {@code [heads, heads]}
     * @param b1 its bias {@code [heads]}
     * @param w2 last mixing layer {@code [heads]}
     * @param b2 its bias {@code [1]}
     * @param bias column bias {@code [patches]}
     * @param scale exp of the logit scale {@code [1]}
     * @param previous affinities of the stage before {@code [queries, patches]}; read if the shape says so
     */
    public record Operands(float[] q, float[] k, float[] w0, float[] b0, float[] w1, float[] b1, float[] w2, float[] b2, float[] bias,
            float[] scale, float[] previous) {}

    /** In double, rounded never. */
    public static double[] exact(AffinityKernel.Shape s, Operands x) {
        final int width = s.heads() * s.headSize();
        final double root = Math.sqrt(s.headSize());
        final double[] out = new double[s.queries() * s.patches()];
        for (int i = 0; i < s.queries(); i++) {
            for (int n = 0; n < s.patches(); n++) {
                double[] a = new double[s.heads()];
                for (int h = 0; h < s.heads(); h++) {
                    for (int c = h * s.headSize(); c < (h + 1) * s.headSize(); c++) {
                        a[h] += x.q[i * width + c] / root * x.k[n * width + c];
                    }
                }
                a = mixed(a, x.w0, x.b0);
                a = mixed(a, x.w1, x.b1);
                a = mixed(a, x.w2, x.b2);
                final double previous = s.previous() ? x.previous[i * s.patches() + n] : 0;
                out[i * s.patches() + n] = a[0] / x.scale[0] + x.bias[n] + previous;
            }
        }
        return out;
    }

    /** In float, in the kernel's order; rungs must equal it to the bit. */
    public static float[] plain(AffinityKernel.Shape s, Operands x) {
        final int width = s.heads() * s.headSize();
        final float root = (float) Math.sqrt(s.headSize());
        final float[] out = new float[s.queries() * s.patches()];
        for (int i = 0; i < s.queries(); i++) {
            for (int n = 0; n < s.patches(); n++) {
                float[] a = new float[s.heads()];
                for (int h = 0; h < s.heads(); h++) {
                    for (int c = h * s.headSize(); c < (h + 1) * s.headSize(); c++) {
                        a[h] = Math.fma(x.q[i * width + c] / root, x.k[n * width + c], a[h]);
                    }
                }
                a = mixed(a, x.w0, x.b0);
                a = mixed(a, x.w1, x.b1);
                a = mixed(a, x.w2, x.b2);
                final float stage = a[0] / x.scale[0] + x.bias[n];
                out[i * s.patches() + n] = s.previous() ? stage + x.previous[i * s.patches() + n] : stage;
            }
        }
        return out;
    }

    /** ReLU, then the layer. */
    private static double[] mixed(double[] a, float[] w, float[] b) {
        final double[] out = new double[b.length];
        for (int o = 0; o < b.length; o++) {
            double sum = b[o];
            for (int h = 0; h < a.length; h++) {
                sum += w[o * a.length + h] * Math.max(a[h], 0);
            }
            out[o] = sum;
        }
        return out;
    }

    /** ReLU, then the layer, in float. */
    static float[] mixed(float[] a, float[] w, float[] b) {
        final float[] out = new float[b.length];
        for (int o = 0; o < b.length; o++) {
            float sum = b[o];
            for (int h = 0; h < a.length; h++) {
                sum = Math.fma(w[o * a.length + h], Math.max(a[h], 0.0f), sum);
            }
            out[o] = sum;
        }
        return out;
    }
}
