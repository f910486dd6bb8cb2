package io.samcp.runtime;

import io.samcp.kernels.PtxSource;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Something that runs PTX kernels: an NVIDIA GPU ({@link CudaDevice}) or the PTX engine on the CPU ({@link EngineDevice}). Same calls,
 * same PTX text, same descriptors for every member of the family.
 */
public sealed interface Device extends AutoCloseable permits CudaDevice, EngineDevice {

    /** What this device is, for logs and {@code samcp doctor}. */
    DeviceDescription description();

    /**
     * Allocates device memory, 256-byte aligned, contents undefined.
     *
     * @param bytes at least 1
     * @param purpose what for, used in messages
     * @throws OutOfDeviceMemoryException if there is not enough
     */
    DeviceBuffer allocate(long bytes, String purpose);

    /**
     * Allocates host memory for {@link UploadWork} and {@link DownloadWork}.
     *
     * @param bytes at least 1
     * @param purpose what for, used in messages
     * @throws DeviceException if there is not enough
     */
    HostBuffer allocateHost(long bytes, String purpose);

    /**
     * Lends host memory of the caller's for copies without a detour: on a GPU it is page-locked in place until the result is closed. What
     * is copied often is worth it; locking takes longer than one copy.
     *
     * @param memory native; it must stay allocated until the result is closed
     * @param purpose what for, used in messages
     * @throws IllegalArgumentException if the memory is empty or lies on the Java heap
     * @throws DeviceException if the system refuses to lock it, or it is lent already
     */
    HostBuffer lendHost(MemorySegment memory, String purpose);

    /** Opens an in-order queue. */
    DeviceStream openStream();

    /**
     * True if this device has a library for the operation and takes it in place of our kernel. Planning asks only if libraries are allowed,
     * with the buffers of the plan, whose contents do not matter yet: the device may run both to find out which is faster.
     *
     * @param ours the kernel that computes the same
     */
    boolean prefersLibrary(LibraryWork work, KernelWork<?> ours);

    /**
     * How many blocks of a kernel run at the same time; at least 1.
     *
     * @param source where its entry is
     * @param entry the kernel
     * @param threads of a block
     * @param sharedBytes dynamic shared memory of a block
     * @throws DeviceException if the kernel does not load
     */
    int residentBlocks(PtxSource source, String entry, int threads, int sharedBytes);

    /**
     * Loads what the work needs, checks every binding, and fixes it for repeated launching.
     *
     * @param name for messages
     * @param work in execution order
     * @throws DeviceException if a kernel does not load
     * @throws IllegalArgumentException if a buffer belongs to another device
     */
    Executable prepare(String name, List<Work> work);

    /** Closes the device and everything allocated on it. Does nothing the second time. */
    @Override
    void close();
}
