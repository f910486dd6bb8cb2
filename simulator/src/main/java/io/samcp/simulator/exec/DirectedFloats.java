package io.samcp.simulator.exec;

/** .f32 arithmetic rounded towards zero, down or up. */
public final class DirectedFloats {

    private DirectedFloats() {}

    public static float add(float a, float b, Conversions.Rounding rounding) {
        return sum(OddRounding.add(a, b), a, b, rounding);
    }

    public static float multiply(float a, float b, Conversions.Rounding rounding) {
        return round((double) a * b, rounding);
    }

    public static float fma(float a, float b, float c, Conversions.Rounding rounding) {
        return sum(OddRounding.fma(a, b, c), (double) a * b, c, rounding);
    }

    public static float divide(float a, float b, Conversions.Rounding rounding) {
        return round(OddRounding.divide(a, b), rounding);
    }

    public static float sqrt(float a, Conversions.Rounding rounding) {
        return round(OddRounding.sqrt(a), rounding);
    }

    /** Opposite numbers add up to -0 when rounding down. */
    private static float sum(double odd, double a, double b, Conversions.Rounding rounding) {
        final boolean bothPlusZero = Double.doubleToRawLongBits(a) == 0 && Double.doubleToRawLongBits(b) == 0;
        return odd == 0 && rounding == Conversions.Rounding.DOWN && !bothPlusZero ? -0.0f : round(odd, rounding);
    }

    private static float round(double odd, Conversions.Rounding rounding) {
        return Float.intBitsToFloat(BinaryFormat.F32.round(odd, rounding));
    }
}
