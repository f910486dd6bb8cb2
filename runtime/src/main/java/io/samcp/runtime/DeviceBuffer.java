package io.samcp.runtime;

import java.util.Objects;

/** A range of device memory: an allocation, or a view of part of one. Alignment of an allocation is 256 bytes. */
public final class DeviceBuffer implements AutoCloseable {

    private final DeviceAllocation allocation;
    private final long offset;
    private final long bytes;
    private final String purpose;

    /** A whole allocation; for implementations of {@link Device}. */
    public DeviceBuffer(DeviceAllocation allocation, String purpose) {
        this(allocation, 0, allocation.bytes(), purpose);
    }

    private DeviceBuffer(DeviceAllocation allocation, long offset, long bytes, String purpose) {
        this.allocation = Objects.requireNonNull(allocation, "allocation");
        this.offset = offset;
        this.bytes = bytes;
        this.purpose = Objects.requireNonNull(purpose, "purpose");
    }

    /**
     * Device address of the first byte.
     *
     * @throws IllegalStateException if the allocation is closed
     */
    public long address() {
        if (!allocation.isOpen()) {
            throw new IllegalStateException("device buffer '" + purpose + "' is closed");
        }
        return allocation.address() + offset;
    }

    public long bytes() {
        return bytes;
    }

    /** What it is for, as given when it was allocated or sliced. */
    public String purpose() {
        return purpose;
    }

    /** The device it lives on. */
    public Device device() {
        return allocation.device();
    }

    /**
     * A view of part of this buffer; it needs no closing and ends with the allocation.
     *
     * @throws IndexOutOfBoundsException if the range is not inside this buffer
     */
    public DeviceBuffer slice(long from, long length, String name) {
        Objects.checkFromIndexSize(from, length, bytes);
        return new DeviceBuffer(allocation, offset + from, length, name);
    }

    /** Frees the whole allocation. Closing a view is an error of the caller and refused. */
    @Override
    public void close() {
        if (offset != 0 || bytes != allocation.bytes()) {
            throw new IllegalStateException("'" + purpose + "' is a view; close the allocation it belongs to");
        }
        allocation.close();
    }

    @Override
    public String toString() {
        return purpose + "[" + bytes + " B]";
    }
}
