package io.samcp.test.kernels;

/** What a warp's butterfly shuffles make of its lanes' sums, to the bit. */
final class ButterflySum {

    /** Lanes of a warp. */
    static final int LANES = 32;

    private ButterflySum() {}

    /** Adds the lanes that are 16, 8, 4, 2, 1 apart, in this order. */
    static float of(float[] lanes) {
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
