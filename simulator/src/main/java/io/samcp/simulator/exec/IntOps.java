package io.samcp.simulator.exec;

/** Operations on 8-, 16- and 32-bit integer registers. The frequent ones have a loop of their own, the rest take the operation. */
public final class IntOps {

    private IntOps() {}

    /** One operand. */
    @FunctionalInterface
    public interface Unary {
        int apply(int a);
    }

    /** Two operands. */
    @FunctionalInterface
    public interface Binary {
        int apply(int a, int b);
    }

    /** Three operands. */
    @FunctionalInterface
    public interface Ternary {
        int apply(int a, int b, int c);
    }

    /** A comparison. */
    @FunctionalInterface
    public interface Comparison {
        boolean test(int a, int b);
    }

    public static void mov(int[] r, int d, int a, int m) {
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

    public static void add(int[] r, int d, int a, int b, int m) {
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

    public static void sub(int[] r, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = r[a + k] - r[b + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = r[a + k] - r[b + k];
            }
        }
    }

    public static void mul(int[] r, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = r[a + k] * r[b + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = r[a + k] * r[b + k];
            }
        }
    }

    public static void and(int[] r, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = r[a + k] & r[b + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = r[a + k] & r[b + k];
            }
        }
    }

    public static void or(int[] r, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = r[a + k] | r[b + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = r[a + k] | r[b + k];
            }
        }
    }

    public static void xor(int[] r, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = r[a + k] ^ r[b + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = r[a + k] ^ r[b + k];
            }
        }
    }

    public static void mad(int[] r, int d, int a, int b, int c, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = r[a + k] * r[b + k] + r[c + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = r[a + k] * r[b + k] + r[c + k];
            }
        }
    }

    /** Shifts by 32 or more give 0. */
    public static void shl(int[] r, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            for (int k = 0; k < Warp.LANES; k++) {
                r[d + k] = Integer.compareUnsigned(r[b + k], 31) > 0 ? 0 : r[a + k] << r[b + k];
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = Integer.compareUnsigned(r[b + k], 31) > 0 ? 0 : r[a + k] << r[b + k];
            }
        }
    }

    public static void unary(Unary op, int[] r, int d, int a, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = op.apply(r[a + k]);
            }
        }
    }

    public static void binary(Binary op, int[] r, int d, int a, int b, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = op.apply(r[a + k], r[b + k]);
            }
        }
    }

    public static void ternary(Ternary op, int[] r, int d, int a, int b, int c, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = op.apply(r[a + k], r[b + k], r[c + k]);
            }
        }
    }

    public static void select(int[] r, int d, int a, int b, int predicate, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = (predicate >>> k & 1) != 0 ? r[a + k] : r[b + k];
            }
        }
    }

    /** Lanes where the comparison holds. */
    public static int lt(int[] r, int a, int b) {
        int set = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            set |= r[a + k] < r[b + k] ? 1 << k : 0;
        }
        return set;
    }

    /** Lanes where the comparison holds. */
    public static int ge(int[] r, int a, int b) {
        int set = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            set |= r[a + k] >= r[b + k] ? 1 << k : 0;
        }
        return set;
    }

    /** Lanes where the comparison holds. */
    public static int eq(int[] r, int a, int b) {
        int set = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            set |= r[a + k] == r[b + k] ? 1 << k : 0;
        }
        return set;
    }

    /** Lanes where the comparison holds. */
    public static int ne(int[] r, int a, int b) {
        int set = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            set |= r[a + k] != r[b + k] ? 1 << k : 0;
        }
        return set;
    }

    /** Lanes where the comparison holds. */
    public static int compare(Comparison op, int[] r, int a, int b) {
        int set = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            set |= op.test(r[a + k], r[b + k]) ? 1 << k : 0;
        }
        return set;
    }
}
