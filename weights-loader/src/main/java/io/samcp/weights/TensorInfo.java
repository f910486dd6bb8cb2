package io.samcp.weights;

import io.samcp.runtime.tensor.TensorShape;
import java.util.Set;

/**
 * What a file says about a tensor.
 *
 * @param dtype element type by its short name, e.g. {@code F16}
 * @param shape sizes
 * @param bytes bytes of its elements
 */
public record TensorInfo(String dtype, TensorShape shape, long bytes) {

    private static final Set<String> FLOATS = Set.of("F32", "F16", "BF16", "F64");

    /** Whether the elements can be read as floats. */
    public boolean isFloat() {
        return FLOATS.contains(dtype);
    }
}
