package io.samcp.runtime;

import io.samcp.kernels.PtxSource;
import io.samcp.runtime.cuda.CudaContext;
import io.samcp.runtime.cuda.DriverLibrary;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * An NVIDIA GPU, through the driver. Needs the driver and nothing else of CUDA.
 *
 * <p>A fault of a kernel, or another error the driver does not recover from, makes the device <i>dead</i>: every later call throws
 * {@link DeviceException} and says since when and why. Closing still works.
 */
public final class CudaDevice implements Device {

    private final CudaContext context;

    private CudaDevice(CudaContext context) {
        this.context = context;
    }

    /**
     * Opens a GPU.
     *
     * @throws DeviceException if there is no driver, no such device, or it is too old for our kernels; the message says which and why
     */
    public static CudaDevice open(CudaOptions options) {
        return new CudaDevice(CudaContext.open(options));
    }

    /** True if there is a driver to ask; a usable device is not promised. */
    public static boolean isDriverPresent() {
        return DriverLibrary.isPresent();
    }

    /** Device and driver, for logs. */
    String name() {
        return context.name();
    }

    @Override
    public DeviceDescription description() {
        return context.description();
    }

    @Override
    public DeviceBuffer allocate(long bytes, String purpose) {
        return context.allocate(this, bytes, purpose);
    }

    @Override
    public HostBuffer allocateHost(long bytes, String purpose) {
        return context.allocateHost(this, bytes, purpose);
    }

    @Override
    public HostBuffer lendHost(MemorySegment memory, String purpose) {
        return context.lendHost(this, memory, purpose);
    }

    @Override
    public DeviceStream openStream() {
        return context.openStream(this);
    }

    /** Decided by {@link CudaOptions#libraryUse}; where it is measured, once for each size, and remembered on disk. */
    @Override
    public boolean prefersLibrary(LibraryWork work, KernelWork<?> ours) {
        return context.prefersLibrary(this, work, ours);
    }

    @Override
    public int residentBlocks(PtxSource source, String entry, int threads, int sharedBytes) {
        return context.residentBlocks(source, entry, threads, sharedBytes);
    }

    @Override
    public Executable prepare(String name, List<Work> work) {
        return context.prepare(this, name, work);
    }

    @Override
    public void close() {
        context.close();
    }
}
