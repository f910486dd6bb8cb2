package io.samcp.kernels.feedforward;

import io.samcp.kernels.Precision;

/**
 * Which results a launch writes.
 *
 * @param y the rows, f32
 * @param y16 the rows in 16 bits
 * @param yp rows plus position, f32
 * @param yp16 rows plus position in 16 bits
 */
public record Results(boolean y, boolean y16, boolean yp, boolean yp16) {

    /** All four. */
    public static final Results ALL = new Results(true, true, true, true);

    /** None, where a launch writes something else. */
    public static final Results NONE = new Results(false, false, false, false);

    private static final int Y = 2;
    private static final int Y16 = 4;
    private static final int YP = 8;
    private static final int YP16 = 16;

    /** Whether it writes none of them. */
    public boolean none() {
        return !y && !y16 && !yp && !yp16;
    }

    /** For kernels that write nothing else. */
    void requireSome() {
        if (none()) {
            throw new IllegalArgumentException("a launch writes at least one of y, y16, yp, yp16: none asked for");
        }
    }

    /** Whether a position is read. */
    public boolean position() {
        return yp || yp16;
    }

    /** The kernels' flag bits: 2, 4, 8, 16 in the order of the components. */
    public int flags() {
        return (y ? Y : 0) | (y16 ? Y16 : 0) | (yp ? YP : 0) | (yp16 ? YP16 : 0);
    }

    /** Bytes of the position for so many values; 0: none. */
    public long positionBytes(long values) {
        return position() ? Float.BYTES * values : 0;
    }

    /** Bytes of the rows for so many values; 0: none. */
    public long yBytes(long values) {
        return y ? Float.BYTES * values : 0;
    }

    /** Bytes of the rows in 16 bits for so many values; 0: none. */
    public long y16Bytes(long values) {
        return y16 ? Short.BYTES * values : 0;
    }

    /** Bytes of rows plus position for so many values; 0: none. */
    public long ypBytes(long values) {
        return yp ? Float.BYTES * values : 0;
    }

    /** Bytes of rows plus position in 16 bits for so many values; 0: none. */
    public long yp16Bytes(long values) {
        return yp16 ? Short.BYTES * values : 0;
    }

    static void requireSixteenBits(Precision precision) {
        if (!precision.isHalf()) {
            throw new IllegalArgumentException("operands are BF16 or FP16: " + precision);
        }
    }
}
