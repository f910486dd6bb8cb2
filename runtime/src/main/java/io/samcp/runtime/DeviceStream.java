package io.samcp.runtime;

import java.lang.foreign.MemorySegment;

/** An in-order queue of work; confined to one thread at a time. */
public interface DeviceStream extends AutoCloseable {

    /**
     * Copies host bytes to the start of a buffer. The host memory must stay unchanged until the stream is synchronized.
     *
     * @throws IndexOutOfBoundsException if the buffer is smaller than the source
     */
    void uploadAsync(MemorySegment source, DeviceBuffer target);

    /**
     * Copies the start of a buffer to host memory.
     *
     * @throws IndexOutOfBoundsException if the buffer is smaller than the target
     */
    void downloadAsync(DeviceBuffer source, MemorySegment target);

    /** Queues prepared work. Allocates nothing. */
    void launchAsync(Executable executable);

    /**
     * Waits for everything queued.
     *
     * @throws KernelFaultException if a kernel faulted
     * @throws DeviceException if anything else failed
     */
    void synchronizeBlocking();

    @Override
    void close();
}
