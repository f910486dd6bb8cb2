package io.samcp.bench.forward;

import java.util.Arrays;
import java.util.Locale;

/** What a forward pass computes in. */
public enum Precision {
    /** Single precision throughout; the only one there is. */
    FP32;

    /** True if there is such a precision. */
    public static boolean isName(String name) {
        return Arrays.stream(values()).anyMatch(precision -> precision.name().equalsIgnoreCase(name));
    }

    /**
     * By name.
     *
     * @throws IllegalArgumentException if there is no such precision yet
     */
    static Precision named(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("precision: there is only FP32 so far, found '" + name + "'");
        }
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
