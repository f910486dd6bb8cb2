package io.samcp.simulator.exec;

/** Arithmetic on .f16 and .bf16 values and pairs of them, which live in 32-bit registers. */
public final class Halves {

    private static final int BITS = 16;
    private static final int LOW = 0xFFFF;

    private Halves() {}

    /** What an operation does besides. */
    public record Extras(boolean flush, boolean saturate, boolean relu) {

        int in(BinaryFormat format, int bits) {
            return flush && format.isSubnormal(bits) ? bits & 0x8000 : bits;
        }

        int out(BinaryFormat format, double exact) {
            double x = exact;
            if (saturate) {
                x = x > 0 ? Math.min(x, 1.0) : 0.0;
            } else if (relu && x <= 0) {
                x = 0.0;
            }
            return in(format, format.round(x, Conversions.Rounding.NEAREST));
        }
    }

    /** An operation on three values, the last ones perhaps unused; its result may be rounded to odd. */
    @FunctionalInterface
    public interface Operation {
        double apply(double a, double b, double c);
    }

    /** The operation on the low halves. */
    public static IntOps.Ternary single(BinaryFormat format, Operation op, Extras extras) {
        return (a, b, c) -> one(format, op, extras, a & LOW, b & LOW, c & LOW);
    }

    /** The operation on both halves. */
    public static IntOps.Ternary pair(BinaryFormat format, Operation op, Extras extras) {
        return (a, b, c) -> one(format, op, extras, a & LOW, b & LOW, c & LOW)
                | one(format, op, extras, a >>> BITS, b >>> BITS, c >>> BITS) << BITS;
    }

    private static int one(BinaryFormat format, Operation op, Extras extras, int a, int b, int c) {
        return extras.out(format, op.apply(format.value(extras.in(format, a)), format.value(extras.in(format, b)),
                format.value(extras.in(format, c))));
    }

    /** The sum, rounded to odd. */
    public static double add(double a, double b) {
        return OddRounding.add(a, b);
    }

    /** The product plus {@code c}, rounded to odd. */
    public static double fma(double a, double b, double c) {
        return OddRounding.fma(a, b, c);
    }

    /** Lanes where the comparison holds. */
    public static int compare(FloatCompare.Test op, BinaryFormat format, boolean flush, int[] r, int a, int b) {
        final Extras extras = new Extras(flush, false, false);
        int set = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            final float x = (float) format.value(extras.in(format, r[a + k] & LOW));
            final float y = (float) format.value(extras.in(format, r[b + k] & LOW));
            set |= op.test(x, y) ? 1 << k : 0;
        }
        return set;
    }
}
