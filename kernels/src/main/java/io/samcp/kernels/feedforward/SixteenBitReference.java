package io.samcp.kernels.feedforward;

import io.samcp.kernels.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Operands of 16 bits, and layer norm in the order of the kernels; for tests and benchmarks. */
public final class SixteenBitReference {

    private static final int BF16_BITS = 16;
    private static final int LANES = 32;

    private SixteenBitReference() {}

    /** Every value rounded. */
    public static float[] rounded(Precision precision, float[] x) {
        final float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = precision.round(x[i]);
        }
        return y;
    }

    /** As they lie in memory; values are rounded first. */
    public static byte[] bytes(Precision precision, float[] x) {
        final ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * x.length).order(ByteOrder.LITTLE_ENDIAN);
        for (final float value : x) {
            final float r = precision.round(value);
            bytes.putShort(precision == Precision.BF16 ? (short) (Float.floatToIntBits(r) >>> BF16_BITS) : Float.floatToFloat16(r));
        }
        return bytes.array();
    }

    /** What lies in memory. */
    public static float[] floats(Precision precision, byte[] bytes) {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final float[] x = new float[bytes.length / Short.BYTES];
        for (int i = 0; i < x.length; i++) {
            final short bits = buffer.getShort();
            x[i] = precision == Precision.BF16 ? Float.intBitsToFloat(bits << BF16_BITS) : Float.float16ToFloat(bits);
        }
        return x;
    }

    /** Layer norm in double, in place. */
    static void normalise(double[] z, int columns, float[] gamma, float[] beta, float eps) {
        for (int at = 0; at < z.length; at += columns) {
            double mean = 0;
            for (int c = 0; c < columns; c++) {
                mean += z[at + c];
            }
            mean /= columns;
            double variance = 0;
            for (int c = 0; c < columns; c++) {
                variance += (z[at + c] - mean) * (z[at + c] - mean);
            }
            final double deviation = Math.sqrt(variance / columns + eps);
            for (int c = 0; c < columns; c++) {
                z[at + c] = (z[at + c] - mean) / deviation * gamma[c] + beta[c];
            }
        }
    }

    /** Layer norm in float, in place, summed as a warp does: lane l has columns l, l + 32, ..., then lanes 16, 8, 4, 2, 1 apart are added. */
    static void normalise(float[] z, int columns, float[] gamma, float[] beta, float eps) {
        for (int at = 0; at < z.length; at += columns) {
            final float[] sums = new float[LANES];
            for (int c = 0; c < columns; c++) {
                sums[c % LANES] += z[at + c];
            }
            final float mean = butterfly(sums) / columns;
            final float[] squares = new float[LANES];
            for (int c = 0; c < columns; c++) {
                z[at + c] -= mean;
                squares[c % LANES] = Math.fma(z[at + c], z[at + c], squares[c % LANES]);
            }
            final float scale = 1 / (float) Math.sqrt(butterfly(squares) / columns + eps);
            for (int c = 0; c < columns; c++) {
                z[at + c] = z[at + c] * scale * gamma[c] + beta[c];
            }
        }
    }

    private static float butterfly(float[] lanes) {
        float[] sums = lanes;
        for (int distance = LANES / 2; distance > 0; distance /= 2) {
            final float[] next = new float[LANES];
            for (int lane = 0; lane < LANES; lane++) {
                next[lane] = sums[lane] + sums[lane ^ distance];
            }
            sums = next;
        }
        return sums[0];
    }
}
