package io.samcp.runtime.graph;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.TensorShape;
import java.util.Objects;

/**
 * What a tensor is on the device.
 *
 * @param element element type
 * @param shape sizes, contiguous, C order
 */
public record TensorType(ElementType element, TensorShape shape) {

    public TensorType {
        Objects.requireNonNull(element, "element");
        Objects.requireNonNull(shape, "shape");
    }

    /** An F32 tensor. */
    public static TensorType f32(int... dims) {
        return new TensorType(ElementType.F32, TensorShape.of(dims));
    }

    /** An S32 tensor; also used for words of bits. */
    public static TensorType s32(int... dims) {
        return new TensorType(ElementType.S32, TensorShape.of(dims));
    }

    /** A U8 tensor. */
    public static TensorType u8(int... dims) {
        return new TensorType(ElementType.U8, TensorShape.of(dims));
    }

    public long bytes() {
        return Math.multiplyExact(shape.elements(), (long) element.bytes());
    }

    @Override
    public String toString() {
        return element + " " + shape;
    }
}
