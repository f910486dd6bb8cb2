package io.samcp.weights;

import io.samcp.runtime.tensor.TensorShape;

/**
 * What a file says about a tensor.
 *
 * @param dtype element type as the file format calls it, e.g. {@code F16}
 * @param shape sizes
 * @param bytes bytes of its elements
 */
public record TensorInfo(String dtype, TensorShape shape, long bytes) {}
