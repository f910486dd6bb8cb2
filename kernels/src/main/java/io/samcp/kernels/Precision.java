package io.samcp.kernels;

/**
 * What the operands of matrix products and convolutions are rounded to. Sums are fp32 in all of them, and so is everything else: softmax,
 * norms, affinity, thresholds.
 */
public enum Precision {
    /** Not rounded. */
    FP32,
    /** 8 bits of exponent, 10 of mantissa; ties away from zero, as {@code cvt.rna.tf32}. */
    TF32,
    /** 8 bits of exponent, 7 of mantissa; ties to even. */
    BF16,
    /** 5 bits of exponent, 10 of mantissa; ties to even. From 65520 on it is infinite. */
    FP16;

    private static final int TF32_HALF = 0x1000;
    private static final int TF32_KEPT = ~0x1FFF;
    private static final int BF16_BITS = 16;
    private static final int BF16_ALMOST_HALF = 0x7FFF;

    /** The nearest value of this precision; NaN stays NaN. */
    public float round(float value) {
        if (!Float.isFinite(value)) {
            return value;
        }
        final int bits = Float.floatToRawIntBits(value);
        return switch (this) {
            case FP32 -> value;
            case TF32 -> Float.intBitsToFloat(bits + TF32_HALF & TF32_KEPT);
            case BF16 -> Float.intBitsToFloat(bits + BF16_ALMOST_HALF + (bits >>> BF16_BITS & 1) >> BF16_BITS << BF16_BITS);
            case FP16 -> Float.float16ToFloat(Float.floatToFloat16(value));
        };
    }
}
