package io.samcp.simulator.exec;

/** Operations on 64-bit integer registers. */
public final class LongOps {

    private LongOps() {}

    /** One operand. */
    @FunctionalInterface
    public interface Unary {
        long apply(long a);
    }

    /** Two operands. */
    @FunctionalInterface
    public interface Binary {
        long apply(long a, long b);
    }

    /** Three operands. */
    @FunctionalInterface
    public interface Ternary {
        long apply(long a, long b, long c);
    }

    /** A comparison. */
    @FunctionalInterface
    public interface Comparison {
        boolean test(long a, long b);
    }

    public static void mov(long[] r, int d, int a, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = r[a + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = r[a + k];
            }
        }
    }

    public static void add(long[] r, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = r[a + k] + r[b + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = r[a + k] + r[b + k];
            }
        }
    }

    public static void unary(Unary op, long[] r, int d, int a, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = op.apply(r[a + k]);
            }
        }
    }

    public static void binary(Binary op, long[] r, int d, int a, int b, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = op.apply(r[a + k], r[b + k]);
            }
        }
    }

    public static void ternary(Ternary op, long[] r, int d, int a, int b, int c, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = op.apply(r[a + k], r[b + k], r[c + k]);
            }
        }
    }

    public static void select(long[] r, int d, int a, int b, int predicate, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = (predicate >>> k & 1) != 0 ? r[a + k] : r[b + k];
            }
        }
    }

    /** Lanes where the comparison holds. */
    public static int compare(Comparison op, long[] r, int a, int b) {
        int set = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            set |= op.test(r[a + k], r[b + k]) ? 1 << k : 0;
        }
        return set;
    }

    /** Signed 32-bit product as 64 bits. */
    public static void mulWide(long[] r, int d, int[] i, int a, int b, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = (long) i[a + k] * i[b + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = (long) i[a + k] * i[b + k];
            }
        }
    }

    /** Unsigned 32-bit product as 64 bits. */
    public static void mulWideUnsigned(long[] r, int d, int[] i, int a, int b, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = (i[a + k] & 0xFFFFFFFFL) * (i[b + k] & 0xFFFFFFFFL);
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = (i[a + k] & 0xFFFFFFFFL) * (i[b + k] & 0xFFFFFFFFL);
            }
        }
    }

    /** Signed 32-bit product plus 64 bits. */
    public static void madWide(long[] r, int d, int[] i, int a, int b, int c, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = (long) i[a + k] * i[b + k] + r[c + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = (long) i[a + k] * i[b + k] + r[c + k];
            }
        }
    }

    /** Unsigned 32-bit product plus 64 bits. */
    public static void madWideUnsigned(long[] r, int d, int[] i, int a, int b, int c, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = (i[a + k] & 0xFFFFFFFFL) * (i[b + k] & 0xFFFFFFFFL) + r[c + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = (i[a + k] & 0xFFFFFFFFL) * (i[b + k] & 0xFFFFFFFFL) + r[c + k];
            }
        }
    }

    /** Shifts: the amount is a 32-bit register. */
    public static void shift(ShiftOperation op, long[] r, int d, int a, int[] i, int b, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = op.apply(r[a + k], i[b + k]);
            }
        }
    }

    /** A 64-bit shift. */
    @FunctionalInterface
    public interface ShiftOperation {
        long apply(long a, int by);
    }
}
