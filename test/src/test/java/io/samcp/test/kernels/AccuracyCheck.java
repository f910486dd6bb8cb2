package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

/** Compares results of kernels; written so that NaN fails. */
final class AccuracyCheck {

    /** Rounding floor in units in the last place of the largest magnitude. */
    private static final int FLOOR_ULPS = 4;

    private AccuracyCheck() {}

    /** Every element within a bound. */
    static void within(String what, float[] actual, double[] expected, double bound) {
        assertEquals(expected.length, actual.length, what + ": length");
        for (int i = 0; i < actual.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= bound)) {
                fail(what + "[" + i + "]: expected " + expected[i] + ", actual " + actual[i] + ", bound " + bound);
            }
        }
    }

    /** At most twice as far from the exact result as plain float loops are, plus a rounding floor. */
    static void notWorseThanPlain(String what, float[] actual, float[] plain, double[] exact) {
        double worst = 0;
        double largest = 0;
        for (int i = 0; i < exact.length; i++) {
            if (!Double.isFinite(exact[i]) || !Float.isFinite(plain[i])) {
                fail(what + "[" + i + "]: nothing to compare with: exact " + exact[i] + ", plain " + plain[i]);
            }
            worst = Math.max(worst, Math.abs(plain[i] - exact[i]));
            largest = Math.max(largest, Math.abs(exact[i]));
        }
        within(what, actual, exact, 2 * worst + FLOOR_ULPS * Math.ulp((float) largest));
    }

    /** {@link #notWorseThanPlain} where some results are NaN: those that are NaN in the exact result and with plain loops, and no others. */
    static void notWorseThanPlainAndNaNAlike(String what, float[] actual, float[] plain, double[] exact) {
        assertEquals(exact.length, actual.length, what + ": length");
        final float[] numbers = actual.clone();
        final float[] plainNumbers = plain.clone();
        final double[] exactNumbers = exact.clone();
        for (int i = 0; i < exact.length; i++) {
            if (Double.isNaN(exact[i]) != Float.isNaN(plain[i]) || Double.isNaN(exact[i]) != Float.isNaN(actual[i])) {
                fail(what + "[" + i + "]: expected " + exact[i] + ", plain " + plain[i] + ", actual " + actual[i]);
            }
            if (Double.isNaN(exact[i])) {
                numbers[i] = 0;
                plainNumbers[i] = 0;
                exactNumbers[i] = 0;
            }
        }
        notWorseThanPlain(what, numbers, plainNumbers, exactNumbers);
    }

    /** Every bit of every element. */
    static void sameBits(String what, float[] actual, float[] expected) {
        assertEquals(expected.length, actual.length, what + ": length");
        for (int i = 0; i < actual.length; i++) {
            if (Float.floatToRawIntBits(actual[i]) != Float.floatToRawIntBits(expected[i])) {
                fail(what + "[" + i + "]: expected " + expected[i] + ", actual " + actual[i] + ", bit for bit");
            }
        }
    }
}
