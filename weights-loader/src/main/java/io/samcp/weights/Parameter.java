package io.samcp.weights;

import io.samcp.runtime.tensor.TensorShape;

/**
 * A tensor of a checkpoint.
 *
 * @param name its name
 * @param shape its shape
 * @param use what inference does with it
 */
public record Parameter(String name, TensorShape shape, Use use) {

    /** What inference does with a tensor. */
    public enum Use {
        /** Reads it; it must be there. */
        USED,
        /** Never reads it; it may be there. */
        UNUSED,
        /** A copy of another one; it may be there. */
        COPY,
        /** Text rows, which a checkpoint of the reference does not hold; it may be there. */
        TEXT
    }
}
