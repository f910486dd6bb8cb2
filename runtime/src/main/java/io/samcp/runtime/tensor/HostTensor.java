package io.samcp.runtime.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A tensor in host memory.
 *
 * @param type element type
 * @param shape sizes
 * @param data exactly {@code shape.elements() * type.bytes()} bytes, C order
 */
public record HostTensor(ElementType type, TensorShape shape, MemorySegment data) {

    public HostTensor {
        Objects.requireNonNull(type, "type");
        final long bytes = Math.multiplyExact(shape.elements(), (long) type.bytes());
        if (data.byteSize() != bytes) {
            throw new IllegalArgumentException("a " + type + " tensor of " + shape + " has " + bytes + " bytes, got " + data.byteSize());
        }
    }

    /** Zero-filled memory that lives as long as the arena. */
    public static HostTensor allocate(Arena arena, ElementType type, TensorShape shape) {
        return new HostTensor(type, shape, arena.allocate(Math.multiplyExact(shape.elements(), (long) type.bytes()), 64));
    }

    /** A heap tensor over a copy of the values. */
    public static HostTensor ofFloats(TensorShape shape, float... values) {
        return new HostTensor(ElementType.F32, shape, MemorySegment.ofArray(values.clone()));
    }

    /** A heap tensor over a copy of the values. */
    public static HostTensor ofInts(TensorShape shape, int... values) {
        return new HostTensor(ElementType.S32, shape, MemorySegment.ofArray(values.clone()));
    }

    /**
     * A tensor over the bytes of a buffer, from its position to its limit; nothing is copied. A direct buffer is copied to a device without a
     * detour.
     *
     * @param buffer little-endian, exactly the tensor's size
     * @throws IllegalArgumentException if it has another size or byte order
     */
    public static HostTensor over(ElementType type, TensorShape shape, ByteBuffer buffer) {
        if (buffer.order() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalArgumentException("a tensor's bytes are little-endian, the buffer's order is " + buffer.order());
        }
        return new HostTensor(type, shape, MemorySegment.ofBuffer(buffer));
    }

    /** A little-endian buffer over the same bytes; nothing is copied. At most 2^31-1 bytes. */
    public ByteBuffer asByteBuffer() {
        return data.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same tensor in heap memory of its own. */
    public HostTensor copy() {
        return new HostTensor(type, shape, MemorySegment.ofArray(data.toArray(ValueLayout.JAVA_BYTE)));
    }

    /**
     * Element {@code index} of an F32 tensor, in C order.
     *
     * @throws IllegalStateException if the type is another
     */
    public float floatAt(long index) {
        require(ElementType.F32);
        return data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, Math.multiplyExact(index, 4L));
    }

    /**
     * All elements as floats; F16, BF16 and F64 are converted (F64 rounded to nearest), integer types exactly up to 2^24.
     *
     * @throws IllegalStateException if the tensor has more than 2^31-1 elements
     */
    public float[] toFloats() {
        final int n = intElements();
        final float[] out = new float[n];
        switch (type) {
            case F32 -> MemorySegment.copy(data, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, out, 0, n);
            case F16 -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Float.float16ToFloat(data.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Float.intBitsToFloat(data.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * i) << 16);
                }
            }
            case F64 -> {
                for (int i = 0; i < n; i++) {
                    out[i] = (float) data.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8L * i);
                }
            }
            case S32, S64, U8, BOOL -> {
                for (int i = 0; i < n; i++) {
                    out[i] = integerAt(i);
                }
            }
        }
        return out;
    }

    /**
     * All elements of an S32, S64, U8 or BOOL tensor as integers.
     *
     * @throws IllegalStateException if the type is another
     * @throws ArithmeticException if an S64 element does not fit
     */
    public int[] toInts() {
        final int n = intElements();
        final int[] out = new int[n];
        for (int i = 0; i < n; i++) {
            out[i] = Math.toIntExact(integerAt(i));
        }
        return out;
    }

    private long integerAt(long i) {
        return switch (type) {
            case S32 -> data.get(ValueLayout.JAVA_INT_UNALIGNED, 4L * i);
            case S64 -> data.get(ValueLayout.JAVA_LONG_UNALIGNED, 8L * i);
            case U8, BOOL -> data.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
            default -> throw new IllegalStateException("expected an integer tensor, found " + type + " " + shape);
        };
    }

    private int intElements() {
        final long n = shape.elements();
        if (n > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("a tensor of " + shape + " does not fit into a Java array");
        }
        return (int) n;
    }

    private void require(ElementType wanted) {
        if (type != wanted) {
            throw new IllegalStateException("expected " + wanted + ", found " + type + " " + shape);
        }
    }
}
