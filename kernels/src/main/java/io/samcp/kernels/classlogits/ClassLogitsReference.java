package io.samcp.kernels.classlogits;

/** What the rungs of {@link ClassLogitsKernel} must compute, in plain loops; for tests and benchmarks. */
public final class ClassLogitsReference {

    private static final float LIMIT = 50_000;

    private ClassLogitsReference() {}

    /** In double. */
    public static double[] exact(ClassLogitsKernel.Shape s, float[] f, float[] w, float[] bias, float scale) {
        final double[] y = new double[s.queries() * s.classes()];
        for (int i = 0; i < y.length; i++) {
            double sum = 0;
            for (int d = 0; d < s.depth(); d++) {
                sum += (double) f[i / s.classes() * s.depth() + d] * w[i % s.classes() * s.depth() + d];
            }
            y[i] = Math.clamp(sum / scale + bias[i % s.classes()], -LIMIT, LIMIT);
        }
        return y;
    }

    /** In float, depth in order. */
    public static float[] plain(ClassLogitsKernel.Shape s, float[] f, float[] w, float[] bias, float scale) {
        final float[] y = new float[s.queries() * s.classes()];
        for (int i = 0; i < y.length; i++) {
            float sum = 0;
            for (int d = 0; d < s.depth(); d++) {
                sum = Math.fma(f[i / s.classes() * s.depth() + d], w[i % s.classes() * s.depth() + d], sum);
            }
            y[i] = Math.clamp(sum / scale + bias[i % s.classes()], -LIMIT, LIMIT);
        }
        return y;
    }
}
