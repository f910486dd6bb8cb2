package io.samcp.kernels.feedforward;

import io.samcp.kernels.Precision;

/**
 * Which results a launch writes. At least one.
 *
 * @param y the rows, f32
 * @param y16 the rows in 16 bits
 * @param yp rows plus position, f32
 * @param yp16 rows plus position in 16 bits
 */
public record Results(boolean y, boolean y16, boolean yp, boolean yp16) {

    /** All four. */
    public static final Results ALL = new Results(true, true, true, true);

    private static final int Y = 2;
    private static final int Y16 = 4;
    private static final int YP = 8;
    private static final int YP16 = 16;

    public Results {
        if (!y && !y16 && !yp && !yp16) {
            throw new IllegalArgumentException("a launch writes at least one of y, y16, yp, yp16: none asked for");
        }
    }

    /** Whether a position is read. */
    public boolean position() {
        return yp || yp16;
    }

    /** The kernels' flag bits. */
    int flags() {
        return (y ? Y : 0) | (y16 ? Y16 : 0) | (yp ? YP : 0) | (yp16 ? YP16 : 0);
    }

    long positionBytes(long values) {
        return position() ? Float.BYTES * values : 0;
    }

    long yBytes(long values) {
        return y ? Float.BYTES * values : 0;
    }

    long y16Bytes(long values) {
        return y16 ? Short.BYTES * values : 0;
    }

    long ypBytes(long values) {
        return yp ? Float.BYTES * values : 0;
    }

    long yp16Bytes(long values) {
        return yp16 ? Short.BYTES * values : 0;
    }

    static void requireSixteenBits(Precision precision) {
        if (!precision.isHalf()) {
            throw new IllegalArgumentException("operands are BF16 or FP16: " + precision);
        }
    }
}
