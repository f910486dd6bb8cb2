package io.samcp.layers.result;

import java.util.Arrays;
import java.util.Objects;

/**
 * One integer per pixel. Panoptic: class, or class + 1000 x instance for things; semantic: class. {@link #voidValue} marks pixels that
 * belong to nothing.
 *
 * @param width columns
 * @param height rows
 * @param voidValue the number of classes
 * @param values {@code [height, width]}, row-major; not copied
 */
public record LabelMap(int width, int height, int voidValue, int[] values) {

    /** Panoptic values are class + this x instance. */
    public static final int INSTANCE_OFFSET = 1000;

    public LabelMap {
        if (values.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "a map of " + width + "x" + height + " has " + (long) width * height + " values, found " + values.length);
        }
    }

    public int at(int x, int y) {
        return values[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)];
    }

    /** Same size and same pixels. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMap that && width == that.width && height == that.height && voidValue == that.voidValue
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, height, voidValue, Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return "map of " + width + "x" + height;
    }
}
