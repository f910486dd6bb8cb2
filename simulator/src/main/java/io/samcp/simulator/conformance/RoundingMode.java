package io.samcp.simulator.conformance;

import java.math.BigInteger;

/** Rounding modes by the ISA's names. */
enum RoundingMode {
    /** To nearest, ties to even. */
    RN,
    /** To nearest, ties away from zero. */
    RNA,
    RZ,
    RM,
    RP;

    /** The mode an instruction names: of floats, of whole numbers or none, which is to nearest. */
    static RoundingMode of(Mnemonic m) {
        return m.has("rna")
                ? RNA
                : m.has("rz") || m.has("rzi") ? RZ : m.has("rm") || m.has("rmi") ? RM : m.has("rp") || m.has("rpi") ? RP : RN;
    }

    /** {@code size / 2^shift}, rounded; {@code more}: a little more than {@code size} is meant. */
    BigInteger round(BigInteger size, int shift, boolean more, boolean negative) {
        if (shift <= 0) {
            return size.shiftLeft(-shift);
        }
        final BigInteger kept = size.shiftRight(shift);
        final boolean half = size.testBit(shift - 1);
        final boolean beyondHalf = more || size.getLowestSetBit() < shift - 1;
        final boolean inexact = half || beyondHalf && (more || size.getLowestSetBit() < shift);
        final boolean up = switch (this) {
            case RN -> half && (beyondHalf || kept.testBit(0));
            case RNA -> half;
            case RZ -> false;
            case RM -> negative && inexact;
            case RP -> !negative && inexact;
        };
        return up ? kept.add(BigInteger.ONE) : kept;
    }
}
