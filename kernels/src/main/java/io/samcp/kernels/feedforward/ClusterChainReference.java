package io.samcp.kernels.feedforward;

import io.samcp.kernels.Precision;
import java.util.Optional;

/** {@link ClusterChainKernel} as its parts one after the other. Matrices hold 16-bit numbers, each in a float. */
public final class ClusterChainReference {

    private static final float[] NONE = {};

    private ClusterChainReference() {}

    /**
     * Operands; those of a part that is switched off are empty.
     *
     * @param a {@code [M, K]}, of boxes their encodings
     * @param w0 {@code [N, K]}
     * @param b0 {@code [N]}
     * @param residual0 {@code [M, N]}
     * @param gamma0 {@code [N]}
     * @param beta0 {@code [N]}
     * @param w1 {@code [F, N]}, or without a projection {@code [F, K]}
     * @param b1 {@code [F]}
     * @param w2 {@code [N, F]}
     * @param b2 {@code [N]}
     * @param residual1 {@code [M, N]}
     * @param gamma1 {@code [N]}
     * @param beta1 {@code [N]}
     * @param position {@code [M, N]}
     * @param wp {@code [P, N]}
     * @param bp {@code [P]}
     * @param wv {@code [V, N]}
     * @param bv {@code [V]}
     */
    public record Operands(float[] a, float[] w0, float[] b0, float[] residual0, float[] gamma0, float[] beta0, float[] w1, float[] b1,
            float[] w2, float[] b2, float[] residual1, float[] gamma1, float[] beta1, float[] position, float[] wp, float[] bp, float[] wv,
            float[] bv) {

        /** The same with another a. */
        public Operands with(float[] other) {
            return new Operands(other, w0, b0, residual0, gamma0, beta0, w1, b1, w2, b2, residual1, gamma1, beta1, position, wp, bp, wv,
                    bv);
        }
    }

    /**
     * What comes out, whether it is written or not.
     *
     * @param y {@code [M, N]}
     * @param yp {@code [M, N]}, rows plus position if there is one
     * @param p {@code [M, P]}, rounded
     * @param v {@code [M, V]}, rounded
     */
    public record Rows(float[] y, float[] yp, float[] p, float[] v) {}

    /** In float, in the kernel's order; it must equal this to the bit where tensor cores add one product after the other. */
    public static Rows plain(ClusterChainKernel.Shape s, Precision precision, Operands x) {
        float[] y = x.a();
        if (s.projection().isPresent()) {
            final ClusterChainKernel.Projection projection = s.projection().get();
            y = ProjectNormReference.plain(
                    new ProjectNormKernel.Shape(s.m(), s.n(), s.k(), projection.residual(), new Results(true, false, false, false),
                            projection.eps()),
                    x.a(), x.w0(), x.b0(), x.residual0(), x.gamma0(), x.beta0());
        }
        final Optional<ClusterChainKernel.FeedForward> feed = s.feed();
        if (feed.isPresent()) {
            final boolean projects = s.projection().isPresent();
            final float[] residual = !feed.get().residual() ? NONE : projects ? y : x.residual1();
            y = FeedForwardReference.layers(s.m(), s.n(), projects ? s.n() : s.k(), s.slice(), precision, new FeedForwardReference.Operands(
                    precision.round(y), x.w1(), x.b1(), x.w2(), x.b2(), residual, x.gamma1(), x.beta1()));
            if (feed.get().norm()) {
                RowNormReference.normalise(y, s.n(), x.gamma1(), x.beta1(), feed.get().eps());
            }
        }
        final float[] yp = y.clone();
        for (int i = 0; i < x.position().length; i++) {
            yp[i] += x.position()[i];
        }
        return new Rows(y, yp, product(s, s.p(), precision, yp, x.wp(), x.bp()), product(s, s.v(), precision, y, x.wv(), x.bv()));
    }

    private static float[] product(ClusterChainKernel.Shape s, int columns, Precision precision, float[] rows, float[] w, float[] bias) {
        final float[] rounded = precision.round(rows);
        final float[] z = new float[s.m() * columns];
        for (int i = 0; i < z.length; i++) {
            final int row = i / columns * s.n();
            final int column = i % columns * s.n();
            float sum = 0;
            for (int k = 0; k < s.n(); k++) {
                sum = Math.fma(rounded[row + k], w[column + k], sum);
            }
            z[i] = precision.round(sum + bias[i % columns]);
        }
        return z;
    }
}
