package io.samcp.simulator.launch;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One argument of a launch, in the order of the entry's parameters. */
public sealed interface LaunchArgument {

    /** Bytes it takes in the parameter block. */
    int parameterBytes();

    /**
     * A value.
     *
     * @param type its type in words, for messages, e.g. {@code i32}
     * @param bits its bits, the lowest {@code parameterBytes} bytes of them
     * @param parameterBytes 1, 2, 4 or 8
     */
    record Scalar(String type, long bits, int parameterBytes) implements LaunchArgument {

        /** A 32-bit integer, signed or not. */
        public static Scalar of(int value) {
            return new Scalar("i32", value, Integer.BYTES);
        }

        /** A 64-bit integer, signed or not. */
        public static Scalar of(long value) {
            return new Scalar("i64", value, Long.BYTES);
        }

        /** A single. */
        public static Scalar of(float value) {
            return new Scalar("f32", Float.floatToRawIntBits(value), Float.BYTES);
        }

        /** A double. */
        public static Scalar of(double value) {
            return new Scalar("f64", Double.doubleToRawLongBits(value), Double.BYTES);
        }

        void put(ByteBuffer block, int offset) {
            final ByteBuffer whole = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, bits);
            block.put(offset, whole, 0, parameterBytes);
        }
    }

    /**
     * Global memory; the entry gets its address.
     *
     * @param name for messages
     * @param bytes its size; may be 0
     * @param initial what it holds at first; null for zeros
     */
    record Buffer(String name, long bytes, MemorySegment initial) implements LaunchArgument {

        public Buffer {
            if (bytes < 0 || initial != null && initial.byteSize() != bytes) {
                throw new IllegalArgumentException(name + ": " + bytes + " bytes, initial values "
                        + (initial == null ? "none" : initial.byteSize() + " bytes"));
            }
        }

        /** Memory with the bytes of a segment. */
        public static Buffer of(String name, MemorySegment initial) {
            return new Buffer(name, initial.byteSize(), initial);
        }

        /** Memory that is all zeros. Zeros count as written. */
        public static Buffer zeros(String name, long bytes) {
            return new Buffer(name, bytes, null);
        }

        @Override
        public int parameterBytes() {
            return Long.BYTES;
        }
    }

    /**
     * A structure passed by value.
     *
     * @param name for messages
     * @param bytes its bytes, padding included
     */
    record Structure(String name, MemorySegment bytes) implements LaunchArgument {

        @Override
        public int parameterBytes() {
            return Math.toIntExact(bytes.byteSize());
        }
    }
}
