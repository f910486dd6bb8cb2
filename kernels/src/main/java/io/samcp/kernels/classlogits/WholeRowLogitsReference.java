package io.samcp.kernels.classlogits;

import io.samcp.kernels.l2norm.RowL2NormKernel;
import io.samcp.kernels.l2norm.RowL2NormReference;

/** What the rungs of {@link WholeRowLogitsKernel} must compute, in plain loops; for tests and benchmarks. */
public final class WholeRowLogitsReference {

    private static final double LIMIT = 50_000;

    private WholeRowLogitsReference() {}

    /** In double. */
    public static double[] exact(ClassLogitsKernel.Shape s, float[] f, float[] w, float[] bias, float scale) {
        final double[] unit = RowL2NormReference.exact(rows(s), f);
        final double[] y = new double[s.queries() * s.classes()];
        for (int i = 0; i < y.length; i++) {
            double sum = 0;
            for (int d = 0; d < s.depth(); d++) {
                sum += unit[i / s.classes() * s.depth() + d] * w[i % s.classes() * s.depth() + d];
            }
            y[i] = Math.clamp(sum / scale + bias[i % s.classes()], -LIMIT, LIMIT);
        }
        return y;
    }

    /** In float: rows of unit length, then the logits of these. */
    public static float[] plain(ClassLogitsKernel.Shape s, float[] f, float[] w, float[] bias, float scale) {
        return ClassLogitsReference.plain(s, RowL2NormReference.plain(rows(s), f), w, bias, scale);
    }

    private static RowL2NormKernel.Shape rows(ClassLogitsKernel.Shape s) {
        return new RowL2NormKernel.Shape(s.queries(), s.depth(), 1);
    }
}
