package io.samcp.simulator.exec;

/**
 * Two to a power, without a branch. The double result is good to about 1e-15 and then rounded once to float, subnormal ones too, so that it
 * lies inside the two units in the last place that the PTX ISA allows {@code ex2.approx} many times over.
 */
final class PowerOfTwo {

    /** Beyond these every result is infinite, or zero. */
    private static final float MOST = 130;
    private static final float LEAST = -152;

    private static final double LN2 = 0.6931471805599453;
    /** Whole powers, from that of {@link #LEAST}. */
    private static final double[] WHOLE = new double[(int) (MOST - LEAST) + 1];

    static {
        for (int i = 0; i < WHOLE.length; i++) {
            WHOLE[i] = Math.scalb(1.0, i + (int) LEAST);
        }
    }

    /** Of the exponential series, 1/13! first. */
    private static final double C13 = 1.0 / 6227020800L;
    private static final double C12 = 1.0 / 479001600;
    private static final double C11 = 1.0 / 39916800;
    private static final double C10 = 1.0 / 3628800;
    private static final double C9 = 1.0 / 362880;
    private static final double C8 = 1.0 / 40320;
    private static final double C7 = 1.0 / 5040;
    private static final double C6 = 1.0 / 720;
    private static final double C5 = 1.0 / 120;
    private static final double C4 = 1.0 / 24;
    private static final double C3 = 1.0 / 6;
    private static final double C2 = 1.0 / 2;

    private PowerOfTwo() {}

    static float of(float x) {
        final double bounded = bounded(x);
        final double whole = Math.rint(bounded);
        return product(series(bounded - whole), whole);
    }

    /** Of a whole warp, in two loops, of which the first is arithmetic alone. */
    static void ofAll(Warp w, int d, int a) {
        final float[] f = w.f;
        final double[] wholes = w.wholes;
        final double[] parts = w.parts;
        for (int k = 0; k < Warp.LANES; k++) {
            final double bounded = bounded(f[a + k]);
            final double whole = Math.rint(bounded);
            wholes[k] = whole;
            parts[k] = series(bounded - whole);
        }
        for (int k = 0; k < Warp.LANES; k++) {
            f[d + k] = FloatOps.canonical(product(parts[k], wholes[k]));
        }
    }

    private static double bounded(float x) {
        return Math.max(Math.min(x, MOST), LEAST);
    }

    private static double series(double fraction) {
        final double r = fraction * LN2;
        double p = Math.fma(C13, r, C12);
        p = Math.fma(p, r, C11);
        p = Math.fma(p, r, C10);
        p = Math.fma(p, r, C9);
        p = Math.fma(p, r, C8);
        p = Math.fma(p, r, C7);
        p = Math.fma(p, r, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, 1);
        return Math.fma(p, r, 1);
    }

    private static float product(double part, double whole) {
        return (float) (part * WHOLE[(int) (whole - LEAST)]);
    }
}
