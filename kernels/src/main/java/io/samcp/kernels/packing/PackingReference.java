package io.samcp.kernels.packing;

import io.samcp.kernels.Precision;

/** What the rungs of {@link PackingKernel} must compute, in plain loops; for tests and benchmarks. */
public final class PackingReference {

    private static final int BF16_BITS = 16;
    private static final short BF16_NAN = 0x7FFF;

    private PackingReference() {}

    /**
     * Bits of 16; rungs must equal them, NaN aside.
     *
     * @param a may be null
     */
    public static short[] plain(PackingKernel.Shape s, float[] x, float[] a) {
        final short[] y = new short[s.n()];
        for (int i = 0; i < y.length; i++) {
            y[i] = bits(s.precision(), s.adds() ? x[i] + a[i] : x[i]);
        }
        return y;
    }

    /** A number's bits in 16-bit storage. */
    public static short bits(Precision precision, float value) {
        final float rounded = precision.round(value);
        if (precision == Precision.FP16) {
            return Float.floatToFloat16(rounded);
        }
        return Float.isNaN(rounded) ? BF16_NAN : (short) (Float.floatToRawIntBits(rounded) >>> BF16_BITS);
    }

    /** The number that 16 bits stand for. */
    public static float value(Precision precision, short bits) {
        return precision == Precision.FP16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << BF16_BITS);
    }
}
