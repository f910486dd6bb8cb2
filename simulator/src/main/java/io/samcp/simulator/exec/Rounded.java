package io.samcp.simulator.exec;

import java.util.function.DoubleUnaryOperator;

/** Conversions whose result is rounded by hand: to .f16 and .bf16, and to any float with a rounding mode. */
public final class Rounded {

    private Rounded() {}

    /** Value of a lane, exact or rounded to odd. */
    @FunctionalInterface
    public interface Source {
        double at(Warp w, int lane);
    }

    public static Source floats(int s, boolean flush) {
        return flush ? (w, k) -> FloatOps.flush(w.f[s + k]) : (w, k) -> w.f[s + k];
    }

    public static Source doubles(int s) {
        return (w, k) -> w.d[s + k];
    }

    public static Source halves(BinaryFormat format, int s) {
        return (w, k) -> format.value(w.i[s + k] & 0xFFFF);
    }

    public static Source integers(Conversions.Width width, int s) {
        return (w, k) -> OddRounding.integer(width.value(width.wide() ? w.l[s + k] : w.i[s + k]), width.signed());
    }

    /** Rounds to integral values. */
    public static Source integral(Source source, Conversions.Rounding rounding) {
        return (w, k) -> Conversions.integral(source.at(w, k), rounding);
    }

    /** To 0..1, NaN to 0. */
    public static double saturate(double x) {
        return x > 0 ? Math.min(x, 1.0) : 0.0;
    }

    /** Negative numbers to 0; NaN stays. */
    public static double relu(double x) {
        return x <= 0 ? 0.0 : x;
    }

    public static void toFloat(Warp w, Source source, DoubleUnaryOperator change, Conversions.Rounding rounding, boolean flush, int d,
            int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final float x = Float.intBitsToFloat(BinaryFormat.F32.round(change.applyAsDouble(source.at(w, k)), rounding));
                w.f[d + k] = flush ? FloatOps.flush(x) : x;
            }
        }
    }

    public static void toDouble(Warp w, Source source, DoubleUnaryOperator change, int d, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.d[d + k] = change.applyAsDouble(source.at(w, k));
            }
        }
    }

    public static void toHalf(Warp w, Source source, DoubleUnaryOperator change, BinaryFormat format, Conversions.Rounding rounding, int d,
            int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.i[d + k] = format.round(change.applyAsDouble(source.at(w, k)), rounding);
            }
        }
    }

    /** Two values to one register; the first becomes the upper half. */
    public static void toPair(Warp w, Source upper, Source lower, DoubleUnaryOperator change, BinaryFormat format,
            Conversions.Rounding rounding, int d, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final int high = format.round(change.applyAsDouble(upper.at(w, k)), rounding);
                w.i[d + k] = high << 16 | format.round(change.applyAsDouble(lower.at(w, k)), rounding);
            }
        }
    }

    /** Ten bits of fraction, ties away from zero. */
    public static void toTf32(Warp w, int s, int d, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final float x = w.f[s + k];
                final int bits = Float.floatToRawIntBits(x);
                w.i[d + k] = Float.isNaN(x) ? 0x7fffffff : Float.isInfinite(x) ? bits : bits + 0x1000 & ~0x1FFF;
            }
        }
    }
}
