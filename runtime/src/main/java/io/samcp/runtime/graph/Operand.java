package io.samcp.runtime.graph;

import io.samcp.runtime.DeviceBuffer;

/**
 * A tensor at its place on the device.
 *
 * @param type what it is
 * @param buffer where it is; exactly {@code type.bytes()} bytes
 */
public record Operand(TensorType type, DeviceBuffer buffer) {

    /** Size of dimension {@code i}; negative counts from the last. */
    public int dim(int i) {
        return type.shape().dim(i);
    }

    /** Elements divided by the size of the last dimension: rows of a matrix that keeps the last dimension. */
    public int rows() {
        return Math.toIntExact(type.shape().elements() / dim(-1));
    }

    /** Rows {@code from .. from+count-1} of the first dimension, as a view. */
    public DeviceBuffer rowsFrom(int from, int count) {
        final long rowBytes = type.bytes() / dim(0);
        return buffer.slice(from * rowBytes, count * rowBytes, buffer.purpose() + "[" + from + ".." + (from + count) + ")");
    }

    /** From column {@code from} of the first row to the end, for kernels that take a row stride. */
    public DeviceBuffer fromColumn(int from) {
        final long skip = (long) from * type.element().bytes();
        return from == 0 ? buffer : buffer.slice(skip, buffer.bytes() - skip, buffer.purpose() + "[:, " + from + "..]");
    }
}
