package io.samcp.bench.forward;

/** What a forward pass computes in. */
public enum Precision {
    /** Single precision throughout; the only one there is. */
    FP32;

    /**
     * By name.
     *
     * @throws IllegalArgumentException if there is no such precision yet
     */
    static Precision named(String name) {
        for (final Precision precision : values()) {
            if (precision.name().equalsIgnoreCase(name)) {
                return precision;
            }
        }
        throw new IllegalArgumentException("precision: there is only FP32 so far, found '" + name + "'");
    }
}
