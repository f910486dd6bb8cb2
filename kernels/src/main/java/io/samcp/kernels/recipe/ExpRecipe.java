package io.samcp.kernels.recipe;

/** Mirror of {@code exp_f32}. */
public final class ExpRecipe {

    private static final float LOWEST = -104;
    private static final float HIGHEST = 89;
    /** 1 / ln 2. */
    private static final float LOG2_E = bits(0x3FB8AA3B);
    /** 1.5 * 2^23: adding it rounds to an integer. */
    private static final float ROUNDER = bits(0x4B400000);
    private static final float MINUS_LN2_UPPER = bits(0xBF317200);
    private static final float MINUS_LN2_REST = bits(0xB5BFBE8E);
    private static final float C7 = bits(0x39506967);
    private static final float C6 = bits(0x3AB743CE);
    private static final float C5 = bits(0x3C088908);
    private static final float C4 = bits(0x3D2AA9C1);
    private static final float C3 = bits(0x3E2AAAAA);
    private static final float C2 = bits(0x3F000000);
    private static final int EXPONENT_BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private ExpRecipe() {}

    /**
     * e to the power of x: at most 1.01 ulp off where the result is normal, at most the smallest float where not; NaN for NaN, 0 below -104,
     * infinity above 89.
     */
    public static float exp(float x) {
        if (Float.isNaN(x)) {
            return x;
        }
        final float t = Math.min(Math.max(x, LOWEST), HIGHEST);
        final float n = Math.fma(t, LOG2_E, ROUNDER) - ROUNDER;
        final float r = Math.fma(n, MINUS_LN2_REST, Math.fma(n, MINUS_LN2_UPPER, t));
        float p = C7;
        p = Math.fma(p, r, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r * r, r) + 1;
        final int half = (int) n >> 1;
        return p * powerOfTwo(half) * powerOfTwo((int) n - half);
    }

    private static float powerOfTwo(int exponent) {
        return Float.intBitsToFloat((exponent + EXPONENT_BIAS) << MANTISSA_BITS);
    }

    private static float bits(int bits) {
        return Float.intBitsToFloat(bits);
    }
}
