package io.samcp.simulator.exec;

/** Operations on .f32 registers. Full warps take a plain loop, partly active ones test each lane. */
public final class FloatOps {

    /** The one NaN that operations make. */
    static final float NAN = Float.intBitsToFloat(0x7fffffff);
    /** Beyond this {@code div.approx} gives no quotient. */
    private static final float LARGEST_DIVISOR = 0x1p126f;
    private static final boolean VECTOR = VectorSupport.available();

    private FloatOps() {}

    /** One operand. */
    @FunctionalInterface
    public interface Unary {
        float apply(float a);
    }

    /** Two operands. */
    @FunctionalInterface
    public interface Binary {
        float apply(float a, float b);
    }

    /** Three operands. */
    @FunctionalInterface
    public interface Ternary {
        float apply(float a, float b, float c);
    }

    public static void mov(float[] f, int d, int a, int m) {
        if (m == Warp.ALL) {
            System.arraycopy(f, a, f, d, Warp.LANES);
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = f[a + k];
            }
        }
    }

    public static void add(float[] f, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            if (VECTOR) {
                FloatVectorOps.add(f, d, a, b);
                return;
            }
            for (int k = 0; k < Warp.LANES; k++) {
                f[d + k] = canonical(f[a + k] + f[b + k]);
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = canonical(f[a + k] + f[b + k]);
            }
        }
    }

    public static void sub(float[] f, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            if (VECTOR) {
                FloatVectorOps.sub(f, d, a, b);
                return;
            }
            for (int k = 0; k < Warp.LANES; k++) {
                f[d + k] = canonical(f[a + k] - f[b + k]);
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = canonical(f[a + k] - f[b + k]);
            }
        }
    }

    public static void mul(float[] f, int d, int a, int b, int m) {
        if (m == Warp.ALL) {
            if (VECTOR) {
                FloatVectorOps.mul(f, d, a, b);
                return;
            }
            for (int k = 0; k < Warp.LANES; k++) {
                f[d + k] = canonical(f[a + k] * f[b + k]);
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = canonical(f[a + k] * f[b + k]);
            }
        }
    }

    public static void fma(float[] f, int d, int a, int b, int c, int m) {
        if (m == Warp.ALL) {
            if (VECTOR) {
                FloatVectorOps.fma(f, d, a, b, c);
                return;
            }
            for (int k = 0; k < Warp.LANES; k++) {
                f[d + k] = canonical(Math.fma(f[a + k], f[b + k], f[c + k]));
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = canonical(Math.fma(f[a + k], f[b + k], f[c + k]));
            }
        }
    }

    /** The number, if one operand is NaN; -0 is below +0. */
    public static void max(float[] f, int d, int a, int b, int m) {
        if (m == Warp.ALL && VECTOR) {
            FloatVectorOps.max(f, d, a, b);
        } else {
            binary(FloatOps::max, f, d, a, b, m);
        }
    }

    /** The number, if one operand is NaN; -0 is below +0. */
    public static void min(float[] f, int d, int a, int b, int m) {
        if (m == Warp.ALL && VECTOR) {
            FloatVectorOps.min(f, d, a, b);
        } else {
            binary(FloatOps::min, f, d, a, b, m);
        }
    }

    /** {@code ex2.approx}. */
    public static void ex2(Warp w, int d, int a, int m) {
        if (m == Warp.ALL) {
            PowerOfTwo.ofAll(w, d, a);
        } else {
            unary(PowerOfTwo::of, w.f, d, a, m);
        }
    }

    /** {@code ex2.approx}. */
    public static float ex2(float x) {
        return PowerOfTwo.of(x);
    }

    /** {@code div.approx}: the quotient rounded once, but by a divisor above 2^126 zero, as if the product with a flushed reciprocal. */
    public static float divideApproximately(float a, float b) {
        return Math.abs(b) > LARGEST_DIVISOR ? a * Math.copySign(0.0f, b) : a / b;
    }

    public static void unary(Unary op, float[] f, int d, int a, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = canonical(op.apply(f[a + k]));
            }
        }
    }

    public static void binary(Binary op, float[] f, int d, int a, int b, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = canonical(op.apply(f[a + k], f[b + k]));
            }
        }
    }

    public static void ternary(Ternary op, float[] f, int d, int a, int b, int c, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = canonical(op.apply(f[a + k], f[b + k], f[c + k]));
            }
        }
    }

    public static void select(float[] f, int d, int a, int b, int predicate, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = (predicate >>> k & 1) != 0 ? f[a + k] : f[b + k];
            }
        }
    }

    /** Every NaN an operation makes is the canonical one. */
    static float canonical(float x) {
        return Float.isNaN(x) ? NAN : x;
    }

    /** The number, if one operand is NaN; -0 is below +0. */
    public static float min(float a, float b) {
        final float least = Math.min(a, b);
        return Float.isNaN(least) ? Float.isNaN(a) ? b : a : least;
    }

    /** The number, if one operand is NaN; -0 is below +0. */
    public static float max(float a, float b) {
        final float greatest = Math.max(a, b);
        return Float.isNaN(greatest) ? Float.isNaN(a) ? b : a : greatest;
    }

    /** Subnormal to zero of the same sign. */
    public static float flush(float x) {
        return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0.0f, x) : x;
    }

    /** To 0..1; NaN to 0. */
    public static float saturate(float x) {
        return x > 0 ? Math.min(x, 1.0f) : 0.0f;
    }
}
