package io.samcp.app.verify;

import java.util.function.IntPredicate;

/** Compares arrays; written so that NaN fails unless NaN is expected. */
final class Comparison {

    private Comparison() {}

    /**
     * Floats within a bound.
     *
     * @param factor multiplies the bound, for what lies behind a near decision
     * @param counted elements that are compared
     */
    static Check floats(String tensor, double[] expected, double[] actual, Yardstick yardstick, double factor,
            IntPredicate counted) {
        double magnitude = 0;
        for (final double value : expected) {
            if (Double.isFinite(value)) {
                magnitude = Math.max(magnitude, Math.abs(value));
            }
        }
        return bounded(tensor, expected, actual, factor * yardstick.bound(magnitude), yardstick.error(),
                yardstick.remark(), counted);
    }

    /**
     * Floats within a given bound.
     *
     * @param error what the ratio refers to; 0: no ratio
     */
    static Check bounded(String tensor, double[] expected, double[] actual, double bound, double error, String remark,
            IntPredicate counted) {
        if (expected.length != actual.length) {
            return Check.failed(tensor, "expected " + expected.length + " values, found " + actual.length);
        }
        double worst = 0;
        String note = remark;
        boolean passed = true;
        for (int i = 0; i < expected.length; i++) {
            if (!counted.test(i) || Double.isNaN(expected[i]) && Double.isNaN(actual[i])) {
                continue;
            }
            final double difference = Math.abs(expected[i] - actual[i]);
            if (!(difference <= bound) && passed) {
                passed = false;
                note = "at " + i + ": expected " + expected[i] + ", found " + actual[i];
            }
            if (!(difference <= worst)) {
                worst = difference;
            }
        }
        return new Check(tensor, worst, bound, error > 0 ? worst / error : Double.NaN, passed, note);
    }

    static Check floats(String tensor, double[] expected, double[] actual, Yardstick yardstick) {
        return floats(tensor, expected, actual, yardstick, 1, i -> true);
    }

    /** Integers or bits, equal. */
    static Check exact(String tensor, int[] expected, int[] actual, IntPredicate counted) {
        if (expected.length != actual.length) {
            return Check.failed(tensor, "expected " + expected.length + " values, found " + actual.length);
        }
        int different = 0;
        String note = "";
        for (int i = 0; i < expected.length; i++) {
            if (counted.test(i) && expected[i] != actual[i]) {
                if (different++ == 0) {
                    note = "at " + i + ": expected " + expected[i] + ", found " + actual[i];
                }
            }
        }
        return new Check(tensor, different, 0, Double.NaN, different == 0, note);
    }

    static Check exact(String tensor, int[] expected, int[] actual) {
        return exact(tensor, expected, actual, i -> true);
    }

    static double[] widened(float[] values) {
        final double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i];
        }
        return out;
    }
}
