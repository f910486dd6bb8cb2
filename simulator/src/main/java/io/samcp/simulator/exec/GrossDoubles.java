package io.samcp.simulator.exec;

/**
 * {@code rcp.approx.ftz.f64} and {@code rsqrt.approx.ftz.f64} (PTX ISA 9.7.3): of the operand they read the upper word, of the result they
 * write the upper word. Here that is the exact result rounded to it.
 */
public final class GrossDoubles {

    private static final long LOWER = 0xFFFFFFFFL;
    private static final long HALF = 0x80000000L;
    private static final double NAN = Double.longBitsToDouble(0x7FFFFFFF00000000L);

    private GrossDoubles() {}

    public static double reciprocal(double x) {
        return written(1.0 / read(x));
    }

    public static double reciprocalRoot(double x) {
        return written(1.0 / Math.sqrt(read(x)));
    }

    private static double read(double x) {
        return Double.isNaN(x) ? x : flush(Double.longBitsToDouble(Double.doubleToRawLongBits(x) & ~LOWER));
    }

    private static double written(double x) {
        return Double.isNaN(x) ? NAN : flush(Double.longBitsToDouble(Double.doubleToRawLongBits(x) + HALF & ~LOWER));
    }

    /** Subnormal to zero of the same sign. */
    private static double flush(double x) {
        return Math.abs(x) < Double.MIN_NORMAL ? Math.copySign(0.0, x) : x;
    }
}
