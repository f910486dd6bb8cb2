package io.samcp.simulator.conformance;

import java.math.BigInteger;

/**
 * An exact number, or a root or quotient cut far beyond any format's precision.
 *
 * @param kind what it is
 * @param negative its sign, of zeros too
 * @param size its bits, as an integer
 * @param exponent of two, by which {@code size} is multiplied
 * @param more whether something smaller than the last bit of {@code size} was cut off
 */
record Real(Kind kind, boolean negative, BigInteger size, int exponent, boolean more) {

    static final Real NAN = new Real(Kind.NAN, false, BigInteger.ZERO, 0, false);

    /** Bits that are kept of quotients and roots. */
    private static final int KEPT = 160;

    enum Kind {
        NAN,
        INFINITE,
        ZERO,
        FINITE
    }

    static Real zero(boolean negative) {
        return new Real(Kind.ZERO, negative, BigInteger.ZERO, 0, false);
    }

    static Real infinite(boolean negative) {
        return new Real(Kind.INFINITE, negative, BigInteger.ZERO, 0, false);
    }

    static Real of(boolean negative, BigInteger size, int exponent) {
        return size.signum() == 0 ? zero(negative) : new Real(Kind.FINITE, negative, size, exponent, false);
    }

    static Real of(BigInteger value) {
        return of(value.signum() < 0, value.abs(), 0);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    Real negate() {
        return new Real(kind, !negative, size, exponent, more);
    }

    Real abs() {
        return new Real(kind, false, size, exponent, more);
    }

    /** The sum; {@code down}: opposite numbers add up to -0, not to +0. */
    Real add(Real b, boolean down) {
        if (is(Kind.NAN) || b.is(Kind.NAN) || is(Kind.INFINITE) && b.is(Kind.INFINITE) && negative != b.negative) {
            return NAN;
        }
        if (is(Kind.INFINITE) || b.is(Kind.INFINITE)) {
            return is(Kind.INFINITE) ? this : b;
        }
        if (is(Kind.ZERO) && b.is(Kind.ZERO)) {
            return zero(negative == b.negative ? negative : down);
        }
        if (is(Kind.ZERO) || b.is(Kind.ZERO)) {
            return is(Kind.ZERO) ? b : this;
        }
        final int low = Math.min(exponent, b.exponent);
        final BigInteger sum = signed(low).add(b.signed(low));
        return sum.signum() == 0 ? zero(down) : of(sum.signum() < 0, sum.abs(), low);
    }

    private BigInteger signed(int at) {
        final BigInteger shifted = size.shiftLeft(exponent - at);
        return negative ? shifted.negate() : shifted;
    }

    Real multiply(Real b) {
        final boolean sign = negative != b.negative;
        if (is(Kind.NAN) || b.is(Kind.NAN) || is(Kind.INFINITE) && b.is(Kind.ZERO) || is(Kind.ZERO) && b.is(Kind.INFINITE)) {
            return NAN;
        }
        if (is(Kind.INFINITE) || b.is(Kind.INFINITE)) {
            return infinite(sign);
        }
        return of(sign, size.multiply(b.size), exponent + b.exponent);
    }

    Real divide(Real b) {
        final boolean sign = negative != b.negative;
        if (is(Kind.NAN) || b.is(Kind.NAN) || is(Kind.INFINITE) && b.is(Kind.INFINITE) || is(Kind.ZERO) && b.is(Kind.ZERO)) {
            return NAN;
        }
        if (is(Kind.INFINITE) || b.is(Kind.ZERO)) {
            return infinite(sign);
        }
        if (is(Kind.ZERO) || b.is(Kind.INFINITE)) {
            return zero(sign);
        }
        final BigInteger[] parts = size.shiftLeft(KEPT).divideAndRemainder(b.size);
        return new Real(Kind.FINITE, sign, parts[0], exponent - b.exponent - KEPT, parts[1].signum() != 0);
    }

    Real sqrt() {
        if (is(Kind.NAN) || is(Kind.ZERO)) {
            return this;
        }
        if (negative) {
            return NAN;
        }
        if (is(Kind.INFINITE)) {
            return this;
        }
        final int shift = 2 * KEPT + (exponent & 1);
        final BigInteger[] parts = size.shiftLeft(shift).sqrtAndRemainder();
        return new Real(Kind.FINITE, false, parts[0], (exponent - shift) / 2, parts[1].signum() != 0);
    }

    /** The order of two numbers; zeros are equal. Not for NaN. */
    int compareTo(Real b) {
        if (is(Kind.INFINITE) || b.is(Kind.INFINITE)) {
            return Integer.compare(rank(), b.rank());
        }
        final int low = Math.min(exponent, b.exponent);
        return signed(low).compareTo(b.signed(low));
    }

    private int rank() {
        return is(Kind.INFINITE) ? negative ? -1 : 1 : 0;
    }

    /** Rounded to a whole number; infinities, zeros and NaN stay. */
    Real toWhole(RoundingMode mode) {
        if (!is(Kind.FINITE) || exponent >= 0) {
            return this;
        }
        final BigInteger whole = mode.round(size, -exponent, more, negative);
        return of(negative, whole, 0);
    }

    /** The value of a whole number. */
    BigInteger whole() {
        final BigInteger shifted = exponent >= 0 ? size.shiftLeft(exponent) : size.shiftRight(-exponent);
        return negative ? shifted.negate() : shifted;
    }
}
