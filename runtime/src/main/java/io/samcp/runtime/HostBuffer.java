package io.samcp.runtime;

import java.lang.foreign.MemorySegment;

/** Host memory that a device copies from and to without a detour: page-locked on a GPU, plain native memory on the PTX engine. */
public interface HostBuffer extends AutoCloseable {

    /** The device that copies from and to it. */
    Device device();

    /**
     * The memory: the caller's if it was lent, else 256-byte aligned and at first all zero.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    MemorySegment memory();

    long bytes();

    /** Gives the memory back. Does nothing the second time. */
    @Override
    void close();
}
