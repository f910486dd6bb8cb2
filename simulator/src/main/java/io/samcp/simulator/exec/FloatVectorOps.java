package io.samcp.simulator.exec;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The few operations that decide the engine's speed, on whole warps, through the Vector API. Loaded only if it is there. */
final class FloatVectorOps {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED.length() > Warp.LANES
            ? FloatVector.SPECIES_256
            : FloatVector.SPECIES_PREFERRED;
    private static final int STEP = S.length();

    private FloatVectorOps() {}

    /** Every NaN an operation makes is the canonical one. */
    private static FloatVector canonical(FloatVector result) {
        return result.blend(FloatOps.NAN, result.compare(VectorOperators.NE, result));
    }

    static void add(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            canonical(FloatVector.fromArray(S, f, a + k).add(FloatVector.fromArray(S, f, b + k))).intoArray(f, d + k);
        }
    }

    static void sub(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            canonical(FloatVector.fromArray(S, f, a + k).sub(FloatVector.fromArray(S, f, b + k))).intoArray(f, d + k);
        }
    }

    static void max(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            final FloatVector x = FloatVector.fromArray(S, f, a + k);
            final FloatVector y = FloatVector.fromArray(S, f, b + k);
            number(x.max(y), x, y).intoArray(f, d + k);
        }
    }

    static void min(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            final FloatVector x = FloatVector.fromArray(S, f, a + k);
            final FloatVector y = FloatVector.fromArray(S, f, b + k);
            number(x.min(y), x, y).intoArray(f, d + k);
        }
    }

    /** What min or max gave, and where that is NaN the operand that is a number. */
    private static FloatVector number(FloatVector result, FloatVector x, FloatVector y) {
        final VectorMask<Float> nan = result.test(VectorOperators.IS_NAN);
        if (!nan.anyTrue()) {
            return result;
        }
        final FloatVector other = x.blend(y, x.test(VectorOperators.IS_NAN));
        return result.blend(other.blend(FloatOps.NAN, other.test(VectorOperators.IS_NAN)), nan);
    }

    static void mul(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            canonical(FloatVector.fromArray(S, f, a + k).mul(FloatVector.fromArray(S, f, b + k))).intoArray(f, d + k);
        }
    }

    static void fma(float[] f, int d, int a, int b, int c) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            canonical(FloatVector.fromArray(S, f, a + k).fma(FloatVector.fromArray(S, f, b + k), FloatVector.fromArray(S, f, c + k)))
                    .intoArray(f, d + k);
        }
    }
}
