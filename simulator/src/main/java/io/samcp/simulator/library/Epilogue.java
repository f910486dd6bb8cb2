package io.samcp.simulator.library;

import java.lang.foreign.MemorySegment;

/** Bias and residual before a product, ReLU after it. */
final class Epilogue {

    private Epilogue() {}

    /**
     * Fills rows of y with what the product is added to.
     *
     * @param bias {@code [columns]}, or null
     * @param residual {@code [rows, columns]}, or null
     * @return factor of y in the product that follows: 0 if nothing was filled in
     */
    static float prepare(MemorySegment y, long rows, int columns, MemorySegment bias, MemorySegment residual) {
        if (bias == null && residual == null) {
            return 0;
        }
        if (bias == null) {
            y.copyFrom(residual);
            return 1;
        }
        for (long r = 0; r < rows; r++) {
            final long at = r * columns;
            if (residual == null) {
                MemorySegment.copy(bias, 0, y, at * Float.BYTES, (long) columns * Float.BYTES);
            } else {
                for (int c = 0; c < columns; c++) {
                    NativeFloats.set(y, at + c, NativeFloats.get(bias, c) + NativeFloats.get(residual, at + c));
                }
            }
        }
        return 1;
    }

    /** Negative values become zero; NaN stays. */
    static void relu(MemorySegment y, long count) {
        for (long i = 0; i < count; i++) {
            final float value = NativeFloats.get(y, i);
            NativeFloats.set(y, i, value < 0 ? 0 : value);
        }
    }
}
