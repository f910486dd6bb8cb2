package io.samcp.simulator.exec;

/**
 * Results in double precision rounded to odd: when inexact, the last bit is set. Rounding such a result to a format of at most 50 bits gives
 * what rounding the exact result would have given, in every mode. Operands are values of such formats, so nothing overflows.
 */
final class OddRounding {

    private OddRounding() {}

    static double add(double a, double b) {
        final double sum = a + b;
        final double part = sum - a;
        return odd(sum, a - (sum - part) + (b - part));
    }

    /** {@code a} and {@code b} have at most 26 bits each, so their product is exact. */
    static double fma(double a, double b, double c) {
        return add(a * b, c);
    }

    static double divide(double a, double b) {
        final double quotient = a / b;
        return odd(quotient, Math.fma(-quotient, b, a) * Math.signum(b));
    }

    static double sqrt(double a) {
        final double root = Math.sqrt(a);
        return odd(root, Math.fma(-root, root, a));
    }

    static double integer(long value, boolean signed) {
        if (!signed && value < 0) {
            return 2.0 * integer(value >>> 1 | value & 1, true);
        }
        final double nearest = (double) value;
        return odd(nearest, nearest == 0x1p63 ? -1.0 : (double) (value - (long) nearest));
    }

    /** {@code error}: the exact result less the rounded one, or anything of its sign. */
    private static double odd(double rounded, double error) {
        if (!(error != 0) || Double.isInfinite(rounded) || Double.isNaN(error)) {
            return rounded;
        }
        final long bits = Double.doubleToRawLongBits(rounded);
        if ((bits & 1) != 0) {
            return rounded;
        }
        return error > 0 ? Math.nextUp(rounded) : Math.nextDown(rounded);
    }
}
