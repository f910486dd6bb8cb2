package io.samcp.runtime;

/** A piece of memory a device handed out; implemented by devices. */
public interface DeviceAllocation extends AutoCloseable {

    Device device();

    long address();

    long bytes();

    boolean isOpen();

    /** Gives the memory back. Does nothing the second time. */
    @Override
    void close();
}
