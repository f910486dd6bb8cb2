package io.samcp.simulator.exec;

/** The binary floating-point formats that results are rounded to by hand: those Java has no arithmetic for, or no rounding mode. */
public enum BinaryFormat {
    F16(11, -14, 15),
    BF16(8, -126, 127),
    F32(24, -126, 127);

    private static final int HALF_NAN = 0x7fff;
    private static final int FLOAT_NAN = 0x7fffffff;

    private final int precision;
    private final int minExponent;
    private final int maxExponent;

    BinaryFormat(int precision, int minExponent, int maxExponent) {
        this.precision = precision;
        this.minExponent = minExponent;
        this.maxExponent = maxExponent;
    }

    /** The exact value of some bits. */
    public double value(int bits) {
        return switch (this) {
            case F16 -> Float.float16ToFloat((short) bits);
            case BF16 -> Float.intBitsToFloat(bits << 16);
            case F32 -> Float.intBitsToFloat(bits);
        };
    }

    /** The bits of the value, rounded once; {@code x} may itself have been rounded to odd. A NaN becomes the canonical one. */
    public int round(double x, Conversions.Rounding rounding) {
        if (Double.isNaN(x)) {
            return this == F32 ? FLOAT_NAN : HALF_NAN;
        }
        final boolean negative = Double.doubleToRawLongBits(x) < 0;
        final int sign = negative ? 1 << (this == F32 ? 31 : 15) : 0;
        final double size = Math.abs(x);
        if (size == 0) {
            return sign;
        }
        if (Double.isInfinite(x)) {
            return sign | infinity();
        }
        int exponent = Math.max(Math.getExponent(size), minExponent);
        final double scaled = Math.scalb(size, precision - 1 - exponent);
        if (exponent > maxExponent) {
            return sign | overflow(rounding, negative);
        }
        long whole = (long) scaled;
        final double rest = scaled - whole;
        final boolean up = switch (rounding) {
            case NEAREST, NEAREST_INTEGER -> rest > 0.5 || rest == 0.5 && (whole & 1) != 0;
            case ZERO -> false;
            case DOWN -> negative && rest > 0;
            case UP -> !negative && rest > 0;
        };
        whole += up ? 1 : 0;
        if (whole == 1L << precision) {
            whole >>= 1;
            exponent++;
        }
        if (exponent > maxExponent) {
            return sign | overflow(rounding, negative);
        }
        final long hidden = 1L << precision - 1;
        return sign | (int) (whole < hidden ? whole : (long) (exponent + maxExponent) << precision - 1 | whole - hidden);
    }

    /** Whether the bits are a subnormal number. */
    boolean isSubnormal(int bits) {
        final double x = Math.abs(value(bits));
        return x > 0 && x < Math.scalb(1.0, minExponent);
    }

    private int infinity() {
        return 2 * maxExponent + 1 << precision - 1;
    }

    private int overflow(Conversions.Rounding rounding, boolean negative) {
        final boolean stays = rounding == Conversions.Rounding.ZERO
                || rounding == (negative ? Conversions.Rounding.UP : Conversions.Rounding.DOWN);
        return stays ? infinity() - 1 : infinity();
    }
}
