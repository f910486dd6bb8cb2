package io.samcp.simulator.exec;

import java.util.function.DoubleUnaryOperator;

/** Conversions between number types. */
public final class Conversions {

    private Conversions() {}

    /** Rounding of a conversion. */
    public enum Rounding {
        /** To nearest even in the target's precision. */
        NEAREST,
        /** To the nearest integer, ties to even. */
        NEAREST_INTEGER,
        ZERO,
        DOWN,
        UP
    }

    /**
     * An integer type in a register.
     *
     * @param wide whether the register has 64 bits
     * @param bits bits of the type
     * @param signed whether it is signed
     */
    public record Width(boolean wide, int bits, boolean signed) {

        /** The value with the type's width and sign. */
        long value(long raw) {
            final int shift = Long.SIZE - bits;
            return signed ? raw << shift >> shift : raw << shift >>> shift;
        }
    }

    /** f32 to f32: with an integer rounding it rounds to an integral value. */
    public static void floatToFloat(float[] f, int d, int s, Rounding rounding, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = FloatOps.canonical(rounding == Rounding.NEAREST ? f[s + k] : (float) integral(f[s + k], rounding));
            }
        }
    }

    public static void floatToDouble(Warp w, int d, int s, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.d[d + k] = w.f[s + k];
            }
        }
    }

    public static void doubleToFloat(Warp w, int d, int s, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.f[d + k] = FloatOps.canonical((float) w.d[s + k]);
            }
        }
    }

    /** From 64-bit integers to f64, rounded as asked. */
    public static void longToDouble(Warp w, int d, int s, boolean signed, Rounding rounding, DoubleUnaryOperator change, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.d[d + k] = change.applyAsDouble(DirectedDoubles.integer(w.l[s + k], signed, rounding));
            }
        }
    }

    /** To an integer, clamped to its range; NaN gives 0, but where f64 or 64 bits take part the number with only the top bit set. */
    public static void realToInteger(Warp w, int d, int s, boolean single, boolean wide, int bits, boolean signed, Rounding rounding,
            int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final double x = integral(single ? w.f[s + k] : w.d[s + k], rounding);
                final long value = Double.isNaN(x) ? single && !wide ? 0 : notANumber(bits, signed) : clamp(x, bits, signed);
                if (wide) {
                    w.l[d + k] = value;
                } else {
                    w.i[d + k] = (int) value;
                }
            }
        }
    }

    private static long notANumber(int bits, boolean signed) {
        final long top = 1L << bits - 1;
        return signed ? -top : top;
    }

    private static long clamp(double x, int bits, boolean signed) {
        if (signed) {
            final long max = Long.MAX_VALUE >> Long.SIZE - bits;
            return Math.clamp((long) x, -max - 1, max);
        }
        if (!(x > 0)) {
            return 0;
        }
        if (bits < Long.SIZE) {
            return Math.min((long) x, (1L << bits) - 1);
        }
        return x >= 0x1p64 ? -1 : x >= 0x1p63 ? (long) (x - 0x1p63) + Long.MIN_VALUE : (long) x;
    }

    /** From an integer, rounded to nearest even. */
    public static void integerToReal(Warp w, int d, int s, boolean single, boolean wide, int bits, boolean signed, int m) {
        final Width width = new Width(wide, bits, signed);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final long value = width.value(wide ? w.l[s + k] : w.i[s + k]);
                if (single) {
                    w.f[d + k] = !signed && value < 0 ? halve(value) * 2.0f : (float) value;
                } else {
                    w.d[d + k] = !signed && value < 0 ? (double) (value >>> 1 | value & 1) * 2.0 : (double) value;
                }
            }
        }
    }

    /** Half of an unsigned number as float; the lost bit stays as a sticky one so that rounding is right. */
    private static float halve(long unsigned) {
        return (float) (unsigned >>> 1 | unsigned & 1);
    }

    public static void integerToInteger(Warp w, int d, int s, Width from, Width to, boolean saturate, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                long value = from.value(from.wide() ? w.l[s + k] : w.i[s + k]);
                if (saturate) {
                    value = saturate(value, from.signed(), to);
                }
                value = to.value(value);
                if (to.wide()) {
                    w.l[d + k] = value;
                } else {
                    w.i[d + k] = (int) value;
                }
            }
        }
    }

    private static long saturate(long value, boolean signedValue, Width to) {
        final boolean huge = !signedValue && value < 0;
        final long max = to.signed() ? Long.MAX_VALUE >> Long.SIZE - to.bits() : to.bits() == Long.SIZE ? -1 : (1L << to.bits()) - 1;
        if (to.signed()) {
            return huge ? max : Math.clamp(value, -max - 1, max);
        }
        if (signedValue && value < 0) {
            return 0;
        }
        return Long.compareUnsigned(value, max) > 0 ? max : value;
    }

    static double integral(double x, Rounding rounding) {
        return switch (rounding) {
            case NEAREST, NEAREST_INTEGER -> Math.rint(x);
            case ZERO -> x < 0 ? Math.ceil(x) : Math.floor(x);
            case DOWN -> Math.floor(x);
            case UP -> Math.ceil(x);
        };
    }
}
