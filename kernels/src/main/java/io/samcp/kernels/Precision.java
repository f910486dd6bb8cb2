package io.samcp.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
    private static final short HALF_NAN = 0x7FFF;

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

    /** Every value rounded. */
    public float[] round(float[] values) {
        final float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = round(values[i]);
        }
        return rounded;
    }

    /** Whether a value fits in 16 bits. */
    public boolean isHalf() {
        return this == BF16 || this == FP16;
    }

    /** What PTX, and so our files, call it: {@code f32}, {@code tf32}, {@code bf16}, {@code f16}. */
    public String ptx() {
        return switch (this) {
            case FP32 -> "f32";
            case TF32 -> "tf32";
            case BF16 -> "bf16";
            case FP16 -> "f16";
        };
    }

    /**
     * The 16 bits of a value, rounded first; NaN is the one that {@code cvt} makes.
     *
     * @throws IllegalStateException in FP32 and TF32
     */
    public short toHalf(float value) {
        requireHalf();
        if (Float.isNaN(value)) {
            return HALF_NAN;
        }
        return this == FP16 ? Float.floatToFloat16(value) : (short) (Float.floatToRawIntBits(round(value)) >>> BF16_BITS);
    }

    /**
     * The value of 16 bits.
     *
     * @throws IllegalStateException in FP32 and TF32
     */
    public float toFloat(short half) {
        requireHalf();
        return this == FP16 ? Float.float16ToFloat(half) : Float.intBitsToFloat(half << BF16_BITS);
    }

    /** Values as they lie in memory in 16 bits each, low byte first; see {@link #toHalf}. */
    public byte[] toBytes(float[] values) {
        final ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (final float value : values) {
            bytes.putShort(toHalf(value));
        }
        return bytes.array();
    }

    /** What lies in memory in 16 bits each, low byte first; see {@link #toFloat}. */
    public float[] toFloats(byte[] bytes) {
        final ByteBuffer halves = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final float[] values = new float[bytes.length / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = toFloat(halves.getShort());
        }
        return values;
    }

    private void requireHalf() {
        if (!isHalf()) {
            throw new IllegalStateException(this + " is not stored in 16 bits");
        }
    }
}
