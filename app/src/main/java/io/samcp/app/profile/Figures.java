package io.samcp.app.profile;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

    private static final double KILO = 1000;
    private static final String[] LARGE = {"", " k", " M", " G", " T", " P"};

    private Figures() {}

    /** A whole number with separators. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** The same as {@link #scaled(double)}. */
    static String scaled(long value) {
        return scaled((double) value);
    }

    /** A number with three digits and a prefix, e.g. {@code 1.23 M}; whole below a thousand if it is whole. */
    public static String scaled(double value) {
        double left = value;
        int prefix = 0;
        while (left >= KILO && prefix < LARGE.length - 1) {
            left /= KILO;
            prefix++;
        }
        final String digits = prefix == 0 && left == Math.rint(left) ? "%.0f" : left >= 100 ? "%.0f" : left >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, digits, left) + LARGE[prefix];
    }

    /** Bytes with a prefix, e.g. {@code 2.10 MB}. */
    public static String bytes(long value) {
        final String scaled = scaled(value);
        return scaled.contains(" ") ? scaled + "B" : scaled + " B";
    }

    /** A time in microseconds or milliseconds. */
    public static String time(double seconds) {
        final double micros = 1e6 * seconds;
        return micros >= 1e3
                ? String.format(Locale.ROOT, "%.2f ms", micros / 1e3)
                : String.format(Locale.ROOT, micros < 0.01 && micros > 0 ? "%.4f us" : "%.2f us", micros);
    }

    /** A share in per cent with one decimal. */
    public static String percent(long part, long whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    /** Operations per byte. */
    public static String intensity(double flopsPerByte) {
        return Double.isInfinite(flopsPerByte) ? "no bytes move" : String.format(Locale.ROOT, "%.2f flop/B", flopsPerByte);
    }

    /** One decimal; empty for 0. */
    static String orBlank(double value) {
        return value == 0 ? "" : String.format(Locale.ROOT, "%.1f", value);
    }

    /** A count; empty for 0. */
    static String orBlank(long value) {
        return value == 0 ? "" : scaled(value).replace(" ", "");
    }
}
