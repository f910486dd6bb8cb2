package io.samcp.simulator.exec;

import java.math.BigDecimal;

/** .f64 arithmetic rounded towards zero, down or up: the nearest result, moved by one step where the exact one lies on its other side. */
public final class DirectedDoubles {

    private DirectedDoubles() {}

    public static double add(double a, double b, Conversions.Rounding rounding) {
        return fma(a, 1.0, b, rounding);
    }

    public static double multiply(double a, double b, Conversions.Rounding rounding) {
        final double nearest = a * b;
        return finite(a, b) ? moved(nearest, exact(a).multiply(exact(b)), rounding) : nearest;
    }

    public static double fma(double a, double b, double c, Conversions.Rounding rounding) {
        final double nearest = Math.fma(a, b, c);
        if (!finite(a, b) || !Double.isFinite(c)) {
            return nearest;
        }
        final BigDecimal exact = exact(a).multiply(exact(b)).add(exact(c));
        final boolean bothPlusZero = Double.doubleToRawLongBits(a * b) == 0 && Double.doubleToRawLongBits(c) == 0;
        if (exact.signum() == 0 && rounding == Conversions.Rounding.DOWN && !bothPlusZero) {
            return -0.0;
        }
        return moved(nearest, exact, rounding);
    }

    public static double divide(double a, double b, Conversions.Rounding rounding) {
        final double nearest = a / b;
        if (!finite(a, b) || b == 0 || a == 0) {
            return nearest;
        }
        if (Double.isInfinite(nearest)) {
            return overflow(nearest, rounding);
        }
        final int side = exact(a).compareTo(exact(nearest).multiply(exact(b)));
        return step(nearest, b < 0 ? -side : side, rounding);
    }

    public static double sqrt(double a, Conversions.Rounding rounding) {
        final double nearest = Math.sqrt(a);
        return Double.isFinite(nearest) ? step(nearest, exact(a).compareTo(exact(nearest).pow(2)), rounding) : nearest;
    }

    /** From a 64-bit integer. */
    public static double integer(long value, boolean signed, Conversions.Rounding rounding) {
        final BigDecimal exact = new BigDecimal(signed ? Long.toString(value) : Long.toUnsignedString(value));
        return moved(exact.doubleValue(), exact, rounding);
    }

    private static boolean finite(double a, double b) {
        return Double.isFinite(a) && Double.isFinite(b);
    }

    private static BigDecimal exact(double x) {
        return new BigDecimal(x);
    }

    private static double moved(double nearest, BigDecimal exact, Conversions.Rounding rounding) {
        return Double.isInfinite(nearest) ? overflow(nearest, rounding) : step(nearest, exact.compareTo(exact(nearest)), rounding);
    }

    private static double overflow(double infinite, Conversions.Rounding rounding) {
        return switch (rounding) {
            case ZERO -> Math.copySign(Double.MAX_VALUE, infinite);
            case DOWN -> infinite > 0 ? Double.MAX_VALUE : infinite;
            case UP -> infinite < 0 ? -Double.MAX_VALUE : infinite;
            default -> infinite;
        };
    }

    /** {@code side}: sign of the exact result less the nearest. */
    private static double step(double nearest, int side, Conversions.Rounding rounding) {
        final boolean negative = Double.doubleToRawLongBits(nearest) < 0;
        final boolean down = rounding == Conversions.Rounding.DOWN || rounding == Conversions.Rounding.ZERO && !negative;
        final boolean up = rounding == Conversions.Rounding.UP || rounding == Conversions.Rounding.ZERO && negative;
        if (side < 0 && down) {
            return Math.nextDown(nearest);
        }
        return side > 0 && up ? negative && nearest == -Double.MIN_VALUE ? -0.0 : Math.nextUp(nearest) : nearest;
    }
}
