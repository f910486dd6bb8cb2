package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;

/**
 * What one result may be.
 *
 * @param kind how it is compared
 * @param bits the result, or what this engine promises where the ISA leaves a choice; see {@link #promise}
 * @param other the second result that is right too
 * @param low smallest value that is right; a result that overflows counts as 2^128
 * @param high largest value that is right
 * @param promise whether this engine promises {@code bits}
 */
public record Expected(Kind kind, long bits, long other, double low, double high, boolean promise) {

    private static final Expected FREE = new Expected(Kind.FREE, 0, 0, 0, 0, false);
    private static final double OVERFLOW = 0x1p128;

    /** How a result is compared. */
    public enum Kind {
        /** Bit by bit. */
        BITS,
        /** One of two. */
        EITHER,
        /** Any NaN. */
        NAN,
        /** Any value in a range. */
        RANGE,
        /** Not at all: the ISA leaves it open. */
        FREE
    }

    static Expected bits(long bits) {
        return new Expected(Kind.BITS, bits, 0, 0, 0, true);
    }

    /** Two that are right; the engine promises the first. */
    static Expected either(long promised, long other) {
        return new Expected(Kind.EITHER, promised, other, 0, 0, true);
    }

    /** Any NaN; the engine promises one of them. */
    static Expected nan(long promised) {
        return new Expected(Kind.NAN, promised, 0, 0, 0, true);
    }

    /** Any NaN. */
    static Expected anyNan() {
        return new Expected(Kind.NAN, 0, 0, 0, 0, false);
    }

    /** Open, but this engine promises some bits. */
    static Expected promisedOnly(long bits) {
        return new Expected(Kind.FREE, bits, 0, 0, 0, true);
    }

    /** Any value from low to high of an .f32 or .f64. */
    static Expected range(double low, double high) {
        return new Expected(Kind.RANGE, 0, 0, low, high, false);
    }

    private static double clamp(double x) {
        return Math.abs(x) > Float.MAX_VALUE ? Math.copySign(OVERFLOW, x) : x;
    }

    static Expected free() {
        return FREE;
    }

    /**
     * Whether a result is right.
     *
     * @param got its bits
     * @param type of the register
     * @param promised also hold the engine to what it promises beyond the ISA
     */
    boolean holds(long got, PtxType type, boolean promised) {
        final long mask = MicroProgram.mask(type);
        final long found = got & mask;
        if (promised && promise) {
            return found == (bits & mask);
        }
        return switch (kind) {
            case BITS -> found == (bits & mask);
            case EITHER -> found == (bits & mask) || found == (other & mask);
            case NAN -> (type == PtxType.B32 ? FloatFormat.F32 : FloatFormat.of(type)).isNan(found); // TF32 has no registers of its own
            case RANGE -> inside(found, type);
            case FREE -> true;
        };
    }

    private boolean inside(long found, PtxType type) {
        if (type == PtxType.F64) {
            final double x = Double.longBitsToDouble(found);
            return x >= low && x <= high;
        }
        final double x = clamp(Float.intBitsToFloat((int) found));
        return x >= clamp(low) && x <= clamp(high);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case BITS -> "0x" + Long.toHexString(bits);
            case EITHER -> "0x" + Long.toHexString(bits) + " or 0x" + Long.toHexString(other);
            case NAN -> promise ? "NaN 0x" + Long.toHexString(bits) : "NaN";
            case RANGE -> low + " to " + high;
            case FREE -> "anything";
        };
    }
}
