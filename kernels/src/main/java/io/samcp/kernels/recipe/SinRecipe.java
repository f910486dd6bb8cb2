package io.samcp.kernels.recipe;

/** Mirror of {@code sin_f32}. */
public final class SinRecipe {

    /** 2 / pi. */
    private static final float TWO_OVER_PI = bits(0x3F22F983);
    /** 1.5 * 2^23: adding it rounds to an integer. */
    private static final float ROUNDER = bits(0x4B400000);
    private static final float MINUS_HALF_PI_UPPER = bits(0xBFC90FDA);
    private static final float MINUS_HALF_PI_MIDDLE = bits(0xB3A22168);
    private static final float MINUS_HALF_PI_REST = bits(0xA7C234C4);
    private static final float S7 = bits(0xB94CA1F9);
    private static final float S5 = bits(0x3C08839E);
    private static final float S3 = bits(0xBE2AAAA3);
    private static final float C8 = bits(0x37CCF5CE);
    private static final float C6 = bits(0xBAB6061A);
    private static final float C4 = bits(0x3D2AAAA5);
    private static final float C2 = -0.5f;

    private SinRecipe() {}

    /** {@code sin(x + quarters * pi / 2)}, at most 2e-7 off for |x| up to 1000. */
    public static float sin(float x, int quarters) {
        final float n = Math.fma(x, TWO_OVER_PI, ROUNDER) - ROUNDER;
        float r = Math.fma(n, MINUS_HALF_PI_UPPER, x);
        r = Math.fma(n, MINUS_HALF_PI_MIDDLE, r);
        r = Math.fma(n, MINUS_HALF_PI_REST, r);
        final float z = r * r;
        final float sine = Math.fma(Math.fma(Math.fma(S7, z, S5), z, S3) * z, r, r);
        final float cosine = Math.fma(z, C2, Math.fma(Math.fma(Math.fma(C8, z, C6), z, C4) * z, z, 1));
        final int quadrant = (int) n + quarters;
        final float value = (quadrant & 1) == 0 ? sine : cosine;
        return (quadrant & 2) == 0 ? value : -value;
    }

    private static float bits(int bits) {
        return Float.intBitsToFloat(bits);
    }
}
