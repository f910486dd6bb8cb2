package io.samcp.runtime.cuda.library;

import jcuda.Pointer;
import jcuda.driver.CUstream;

/** One operation of a library with its operands, ready to be queued again and again. */
public interface LibraryCall extends AutoCloseable {

    /** The library's function, for messages. */
    String function();

    /** True if bias, residual and ReLU are still to be done. */
    boolean leavesEpilogue();

    /** Scratch memory the call may use; nobody else may touch it meanwhile. */
    long workspaceBytes();

    /**
     * Queues it, or adds it to the capture the stream is in. Allocates nothing on the device. Thread-safe.
     *
     * @param workspace device address of at least {@link #workspaceBytes()}
     * @return 0, or an error code of the library
     * @throws jcuda.CudaException if the library refuses
     */
    int queue(CUstream stream, Pointer workspace);

    @Override
    void close();
}
