package io.samcp.kernels.feedforward;

/** Layer norm in the order of the kernels of this family; for their references. */
final class RowNormReference {

    private static final int LANES = 32;

    private RowNormReference() {}

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
