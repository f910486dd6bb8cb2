package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.math.BigInteger;

/**
 * A binary floating-point format.
 *
 * @param bits size
 * @param precision bits of the significand with the hidden one
 * @param minExponent of the smallest normal number
 * @param maxExponent of the largest number
 */
record FloatFormat(int bits, int precision, int minExponent, int maxExponent) {

    static final FloatFormat F16 = new FloatFormat(16, 11, -14, 15);
    static final FloatFormat BF16 = new FloatFormat(16, 8, -126, 127);
    /** The upper 19 of 32 bits. */
    static final FloatFormat TF32 = new FloatFormat(19, 11, -126, 127);
    static final FloatFormat F32 = new FloatFormat(32, 24, -126, 127);
    static final FloatFormat F64 = new FloatFormat(64, 53, -1022, 1023);

    static FloatFormat of(PtxType type) {
        return switch (type) {
            case F16, F16X2 -> F16;
            case BF16, BF16X2 -> BF16;
            case F32 -> F32;
            case F64 -> F64;
            default -> throw new IllegalArgumentException(type + " is not a float");
        };
    }

    private long mask() {
        return bits == Long.SIZE ? -1 : (1L << bits) - 1;
    }

    long signBit() {
        return 1L << bits - 1;
    }

    private long fraction() {
        return (1L << precision - 1) - 1;
    }

    long infinity() {
        return mask() & ~signBit() & ~fraction();
    }

    /** What the ISA calls canonical: all bits but the sign. */
    long canonicalNan() {
        return mask() & ~signBit();
    }

    boolean isNan(long raw) {
        return (raw & mask() & ~signBit()) > infinity();
    }

    boolean isNegative(long raw) {
        return (raw & signBit()) != 0;
    }

    boolean isSubnormal(long raw) {
        final long size = raw & ~signBit() & mask();
        return size != 0 && size <= fraction();
    }

    /** A subnormal number becomes a zero of its sign. */
    long flush(long raw) {
        return isSubnormal(raw) ? raw & signBit() : raw & mask();
    }

    Real decode(long raw) {
        final long size = raw & mask() & ~signBit();
        final boolean negative = isNegative(raw);
        if (size > infinity()) {
            return Real.NAN;
        }
        if (size == infinity()) {
            return Real.infinite(negative);
        }
        final int biased = (int) (size >>> precision - 1);
        final long significand = biased == 0 ? size : size & fraction() | fraction() + 1;
        return Real.of(negative, BigInteger.valueOf(significand), Math.max(biased, 1) - 1 + minExponent - (precision - 1));
    }

    /** Rounded once; a NaN becomes the canonical one. */
    long encode(Real x, RoundingMode mode) {
        final long sign = x.negative() ? signBit() : 0;
        switch (x.kind()) {
            case NAN -> {
                return canonicalNan();
            }
            case INFINITE -> {
                return sign | infinity();
            }
            case ZERO -> {
                return sign;
            }
            default -> {
                // below
            }
        }
        int top = Math.max(x.size().bitLength() - 1 + x.exponent(), minExponent);
        BigInteger kept = mode.round(x.size(), top - (precision - 1) - x.exponent(), x.more(), x.negative());
        if (kept.bitLength() > precision) {
            kept = kept.shiftRight(1);
            top++;
        }
        if (top > maxExponent) {
            final boolean stays = mode == RoundingMode.RZ || mode == (x.negative() ? RoundingMode.RP : RoundingMode.RM);
            return sign | (stays ? infinity() - 1 : infinity());
        }
        final long significand = kept.longValueExact();
        // with its hidden bit the significand raises the exponent field by one
        return sign | (significand <= fraction() ? significand : ((long) (top - minExponent) << precision - 1) + significand);
    }
}
