package io.samcp.weights.formula;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** FNV-1a of a name, SplitMix64 of the index: 64 well-mixed bits for every element of every tensor. */
final class FormulaHash {

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long MIX_1 = 0xBF58476D1CE4E5B9L;
    private static final long MIX_2 = 0x94D049BB133111EBL;
    private static final int FRACTION_SHIFT = 40;
    private static final int CHUNK = 1 << 16;

    private FormulaHash() {}

    static long ofName(String name) {
        long h = FNV_OFFSET;
        for (final byte b : name.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ b & 0xFF) * FNV_PRIME;
        }
        return h;
    }

    /** z of element {@code index} of the tensor whose name hashes to {@code hash}. */
    static long element(long hash, long index) {
        long z = hash + index * STEP;
        z = (z ^ z >>> 30) * MIX_1;
        z = (z ^ z >>> 27) * MIX_2;
        return z ^ z >>> 31;
    }

    /** {@code c + t * a} with t uniform in [-1, 1), one rounded product and one rounded sum. */
    static float[] values(String name, int count, float a, float c) {
        final long hash = ofName(name);
        final float[] out = new float[count];
        IntStream.range(0, Math.ceilDiv(count, CHUNK)).parallel().forEach(chunk -> {
            final int end = Math.min(count, (chunk + 1) * CHUNK);
            for (int i = chunk * CHUNK; i < end; i++) {
                final float t = (element(hash, i) >>> FRACTION_SHIFT) * 0x1p-23f - 1.0f;
                out[i] = c + t * a;
            }
        });
        return out;
    }
}
