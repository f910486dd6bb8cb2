package io.samcp.kernels.recipe;

/** Mirror of {@code log_f32}. */
public final class LogRecipe {

    private static final int SQRT_HALF = 1060439283;
    private static final int MANTISSA_BITS = 23;
    private static final float LN2_UPPER = bits(0x3F318000);
    private static final float LN2_REST = bits(0xB95E8083);
    private static final float MINUS_HALF = -0.5f;

    /** From the highest power down. */
    private static final float[] POLYNOMIAL = {bits(0x3D9021BB), bits(0xBDEBD1B8), bits(0x3DEF251A), bits(0xBDFE5D4F), bits(0x3E11E9BF),
        bits(0xBE2AAE50), bits(0x3E4CCEAC), bits(0xBE7FFFFC), bits(0x3EAAAAAA)};

    private LogRecipe() {}

    /** Natural logarithm of a normal positive number, at most 1 ulp off. */
    public static float log(float x) {
        final int exponent = (Float.floatToRawIntBits(x) - SQRT_HALF) >> MANTISSA_BITS;
        final float n = exponent;
        final float f = Float.intBitsToFloat(Float.floatToRawIntBits(x) - (exponent << MANTISSA_BITS)) - 1;
        final float z = f * f;
        float p = POLYNOMIAL[0];
        for (int i = 1; i < POLYNOMIAL.length; i++) {
            p = Math.fma(p, f, POLYNOMIAL[i]);
        }
        p = Math.fma(n, LN2_REST, p * f * z);
        p = f + Math.fma(z, MINUS_HALF, p);
        return Math.fma(n, LN2_UPPER, p);
    }

    private static float bits(int bits) {
        return Float.intBitsToFloat(bits);
    }
}
