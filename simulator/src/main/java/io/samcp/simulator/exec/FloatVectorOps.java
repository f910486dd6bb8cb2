package io.samcp.simulator.exec;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The few operations that decide the engine's speed, on whole warps, through the Vector API. Loaded only if it is there. */
final class FloatVectorOps {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED.length() > Warp.LANES
            ? FloatVector.SPECIES_256
            : FloatVector.SPECIES_PREFERRED;
    private static final int STEP = S.length();

    private FloatVectorOps() {}

    /**
     * Stores a result; every NaN in it becomes the canonical one. That goes through the array, because a blend here makes the JIT compiler
     * allocate vectors.
     */
    private static void store(FloatVector result, float[] f, int at) {
        result.intoArray(f, at);
        if (result.compare(VectorOperators.NE, result).anyTrue()) {
            canonicalise(f, at);
        }
    }

    private static void canonicalise(float[] f, int at) {
        for (int k = at; k < at + STEP; k++) {
            f[k] = FloatOps.canonical(f[k]);
        }
    }

    static void add(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            store(FloatVector.fromArray(S, f, a + k).add(FloatVector.fromArray(S, f, b + k)), f, d + k);
        }
    }

    static void sub(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            store(FloatVector.fromArray(S, f, a + k).sub(FloatVector.fromArray(S, f, b + k)), f, d + k);
        }
    }

    static void max(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            final FloatVector result = FloatVector.fromArray(S, f, a + k).max(FloatVector.fromArray(S, f, b + k));
            if (result.compare(VectorOperators.NE, result).anyTrue()) {
                one(FloatOps::max, f, d + k, a + k, b + k);
            } else {
                result.intoArray(f, d + k);
            }
        }
    }

    static void min(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            final FloatVector result = FloatVector.fromArray(S, f, a + k).min(FloatVector.fromArray(S, f, b + k));
            if (result.compare(VectorOperators.NE, result).anyTrue()) {
                one(FloatOps::min, f, d + k, a + k, b + k);
            } else {
                result.intoArray(f, d + k);
            }
        }
    }

    /** One vector, lane by lane. */
    private static void one(FloatOps.Binary op, float[] f, int d, int a, int b) {
        for (int k = 0; k < STEP; k++) {
            f[d + k] = FloatOps.canonical(op.apply(f[a + k], f[b + k]));
        }
    }

    static void mul(float[] f, int d, int a, int b) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            store(FloatVector.fromArray(S, f, a + k).mul(FloatVector.fromArray(S, f, b + k)), f, d + k);
        }
    }

    static void fma(float[] f, int d, int a, int b, int c) {
        for (int k = 0; k < Warp.LANES; k += STEP) {
            store(FloatVector.fromArray(S, f, a + k).fma(FloatVector.fromArray(S, f, b + k), FloatVector.fromArray(S, f, c + k)), f, d + k);
        }
    }
}
