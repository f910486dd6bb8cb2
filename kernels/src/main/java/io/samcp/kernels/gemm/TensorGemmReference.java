package io.samcp.kernels.gemm;

import io.samcp.kernels.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the rungs of {@link TensorGemmKernel} must compute, in plain loops; for tests and benchmarks. Operands a and b are floats that are
 * already {@linkplain Precision#round rounded}.
 */
public final class TensorGemmReference {

    private static final int BF16_SHIFT = 16;

    private TensorGemmReference() {}

    /**
     * y in double, rounded never.
     *
     * @param bias may be null if the shape has none
     * @param residual may be null if the shape has none
     */
    public static double[] exact(TensorGemmKernel.Shape s, float[] a, float[] b, float[] bias, float[] residual) {
        return GemmReference.exact(inFloat(s), a, b, bias, residual);
    }

    /** y in float: one chain of fused multiply-adds over ascending k. */
    public static float[] plain(TensorGemmKernel.Shape s, float[] a, float[] b, float[] bias, float[] residual) {
        return GemmReference.plain(inFloat(s), a, b, bias, residual);
    }

    private static GemmKernel.Shape inFloat(TensorGemmKernel.Shape s) {
        return new GemmKernel.Shape(s.m(), s.n(), s.k(), s.bias(), s.residual(), s.relu());
    }

    /** Rounded to a precision, each. */
    public static float[] rounded(Precision precision, float[] values) {
        final float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = precision.round(values[i]);
        }
        return rounded;
    }

    /** Rounded to BF16 or FP16 and stored in 16 bits, as a, b and y16 are. */
    public static byte[] stored(Precision precision, float[] values) {
        final ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (final float value : values) {
            bytes.putShort(precision == Precision.BF16
                    ? (short) (Float.floatToRawIntBits(precision.round(value)) >>> BF16_SHIFT)
                    : Float.floatToFloat16(value));
        }
        return bytes.array();
    }

    /** What 16-bit elements say. */
    public static float[] read(Precision precision, byte[] stored) {
        final ByteBuffer bytes = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        final float[] values = new float[stored.length / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
            final short bits = bytes.getShort(Short.BYTES * i);
            values[i] = precision == Precision.BF16 ? Float.intBitsToFloat(bits << BF16_SHIFT) : Float.float16ToFloat(bits);
        }
        return values;
    }
}
