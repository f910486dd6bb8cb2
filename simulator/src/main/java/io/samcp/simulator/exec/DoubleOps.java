package io.samcp.simulator.exec;

/** Operations on .f64 registers. */
public final class DoubleOps {

    /**
     * The one NaN that arithmetic makes, whatever its operands are: which of them the JVM's code lets through depends on how it was compiled.
     */
    private static final double NAN = Double.longBitsToDouble(0xfff8000000000000L);

    private DoubleOps() {}

    /** One operand. */
    @FunctionalInterface
    public interface Unary {
        double apply(double a);
    }

    /** Two operands. */
    @FunctionalInterface
    public interface Binary {
        double apply(double a, double b);
    }

    /** Three operands. */
    @FunctionalInterface
    public interface Ternary {
        double apply(double a, double b, double c);
    }

    /** A comparison. */
    @FunctionalInterface
    public interface Comparison {
        boolean test(double a, double b);
    }

    public static void mov(double[] r, int d, int a, int m) {
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

    public static void unary(Unary op, double[] r, int d, int a, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = op.apply(r[a + k]);
            }
        }
    }

    public static void binary(Binary op, double[] r, int d, int a, int b, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = canonical(op.apply(r[a + k], r[b + k]));
            }
        }
    }

    public static void ternary(Ternary op, double[] r, int d, int a, int b, int c, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = canonical(op.apply(r[a + k], r[b + k], r[c + k]));
            }
        }
    }

    /** The value, or the one NaN. */
    public static double canonical(double value) {
        return Double.isNaN(value) ? NAN : value;
    }

    public static void select(double[] r, int d, int a, int b, int predicate, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                r[d + k] = (predicate >>> k & 1) != 0 ? r[a + k] : r[b + k];
            }
        }
    }

    /** The number, if one operand is NaN; -0 is below +0. */
    public static double min(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    }

    /** The number, if one operand is NaN; -0 is below +0. */
    public static double max(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
    }

    /** Lanes where the comparison holds. */
    public static int compare(Comparison op, double[] r, int a, int b) {
        int set = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            set |= op.test(r[a + k], r[b + k]) ? 1 << k : 0;
        }
        return set;
    }
}
