package io.samcp.runtime.cuda;

import io.samcp.kernels.PtxSource;
import io.samcp.runtime.CudaDevice;
import io.samcp.runtime.CudaOptions;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceDescription;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import io.samcp.runtime.HostBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.MemoryAccess;
import io.samcp.runtime.OutOfDeviceMemoryException;
import io.samcp.runtime.Work;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUfunction;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * The primary context of one GPU and everything opened in it; what {@link CudaDevice} stands on. Thread-safe.
 *
 * <p>The primary context is shared with the CUDA libraries and with other users in the process, so each public call makes it current
 * first.
 */
public final class CudaContext implements AutoCloseable {

    private final CudaOptions options;
    private final VisibleDevice device;
    private final String driverVersion;
    private final DriverGate gate;
    private final CUcontext handle = new CUcontext();
    private final CudaModules modules;
    private final ContextLibraries libraries;
    private final CUstream memoryStream = new CUstream();
    private final DriverCall setCurrent = () -> JCudaDriver.cuCtxSetCurrent(handle);

    private final Set<CudaAllocation> allocations = new HashSet<>();
    private final Set<PinnedMemory> pinned = new HashSet<>();
    private final Set<CudaStream> streams = new HashSet<>();
    private final Set<CudaExecutable> executables = new HashSet<>();
    private volatile boolean closed;

    private CudaContext(CudaOptions options, Driver driver, VisibleDevice device) {
        this.options = options;
        this.device = device;
        this.driverVersion = driver.versionText();
        this.gate = new DriverGate(device.name() + " (cuda:" + device.index() + ")");
        this.modules = new CudaModules(gate, new CubinCache(options.cache(), driver.version(), device.architecture()));
        this.libraries = new ContextLibraries(options.libraryUse(), options.cache(),
                device.name() + ", " + device.architecture() + ", driver " + driver.version());
    }

    /**
     * Chooses a device and takes hold of its primary context.
     *
     * @throws DeviceException if there is no driver or no such device, or it cannot run our kernels
     */
    public static CudaContext open(CudaOptions options) {
        final Driver driver = Driver.start();
        final CudaContext context = new CudaContext(options, driver,
                new DeviceSelector(driver.visibleDevices()).choose(options.selector()));
        context.retain();
        return context;
    }

    private void retain() {
        gate.call("cuDevicePrimaryCtxRetain", "start", () -> JCudaDriver.cuDevicePrimaryCtxRetain(handle, device.handle()));
        boolean ready = false;
        try {
            makeCurrent();
            gate.call("cuStreamCreate", "memory", () -> JCudaDriver.cuStreamCreate(memoryStream, CUstream_flags.CU_STREAM_NON_BLOCKING));
            ready = true;
        } finally {
            if (!ready) {
                gate.end("cuDevicePrimaryCtxRelease", () -> JCudaDriver.cuDevicePrimaryCtxRelease(device.handle()));
            }
        }
    }

    /** What this device is. */
    public DeviceDescription description() {
        makeCurrent();
        return new DeviceDescription(name(), device.architecture(), device.memoryBytes(), libraries.description());
    }

    /** Device and driver, without looking for libraries. */
    public String name() {
        return device.name() + " (cuda:" + device.index() + ", driver for CUDA " + driverVersion + ")";
    }

    /** See {@link io.samcp.runtime.Device#allocate}. Freed without stopping other streams, which {@code cuMemFree} would. */
    public DeviceBuffer allocate(CudaDevice owner, long bytes, String purpose) {
        requireSize(bytes, purpose);
        makeCurrent();
        final DeviceAddress address = new DeviceAddress();
        try {
            gate.call("cuMemAllocAsync", purpose, () -> JCudaDriver.cuMemAllocAsync(address, bytes, memoryStream));
        } catch (DriverException e) {
            throw e.error().isOutOfMemory() ? outOfMemory(bytes, purpose) : e;
        }
        gate.call("cuStreamSynchronize", purpose, () -> JCudaDriver.cuStreamSynchronize(memoryStream));
        final CudaAllocation allocation = new CudaAllocation(owner, address.value(), bytes, purpose, this::free);
        synchronized (this) {
            allocations.add(allocation);
        }
        return new DeviceBuffer(allocation, purpose);
    }

    private OutOfDeviceMemoryException outOfMemory(long bytes, String purpose) {
        final long[] free = new long[1];
        final long[] total = new long[1];
        gate.call("cuMemGetInfo", purpose, () -> JCudaDriver.cuMemGetInfo(free, total));
        return new OutOfDeviceMemoryException(bytes, free[0], purpose);
    }

    private void free(CudaAllocation allocation) {
        release("cuMemFreeAsync", allocation.purpose(),
                () -> JCudaDriver.cuMemFreeAsync(DeviceAddress.of(allocation.address()), memoryStream));
        synchronized (this) {
            allocations.remove(allocation);
        }
    }

    /** See {@link io.samcp.runtime.Device#allocateHost}. */
    public HostBuffer allocateHost(CudaDevice owner, long bytes, String purpose) {
        requireSize(bytes, purpose);
        makeCurrent();
        final NativeAddress address = new NativeAddress();
        gate.call("cuMemHostAlloc", purpose, () -> JCudaDriver.cuMemHostAlloc(address, bytes, JCudaDriver.CU_MEMHOSTALLOC_PORTABLE));
        final MemorySegment memory = MemorySegment.ofAddress(address.value()).reinterpret(bytes);
        memory.fill((byte) 0);
        final PinnedMemory buffer = new PinnedMemory(owner, memory, purpose, this::free);
        synchronized (this) {
            pinned.add(buffer);
        }
        return buffer;
    }

    /** See {@link io.samcp.runtime.Device#lendHost}. */
    public HostBuffer lendHost(CudaDevice owner, MemorySegment memory, String purpose) {
        requireSize(memory.byteSize(), purpose);
        makeCurrent();
        final NativeAddress address = NativeAddress.of(memory);
        gate.call("cuMemHostRegister", purpose,
                () -> JCudaDriver.cuMemHostRegister(address, memory.byteSize(), JCudaDriver.CU_MEMHOSTREGISTER_PORTABLE));
        final PinnedMemory buffer = new PinnedMemory(owner, memory, purpose, this::unlock);
        synchronized (this) {
            pinned.add(buffer);
        }
        return buffer;
    }

    private void unlock(PinnedMemory buffer) {
        release("cuMemHostUnregister", buffer.purpose(), () -> JCudaDriver.cuMemHostUnregister(NativeAddress.ofAddress(buffer.address())));
        synchronized (this) {
            pinned.remove(buffer);
        }
    }

    private void free(PinnedMemory buffer) {
        release("cuMemFreeHost", buffer.purpose(), () -> JCudaDriver.cuMemFreeHost(NativeAddress.ofAddress(buffer.address())));
        synchronized (this) {
            pinned.remove(buffer);
        }
    }

    /** See {@link io.samcp.runtime.Device#openStream}. */
    public DeviceStream openStream(CudaDevice owner) {
        makeCurrent();
        final CUstream stream = new CUstream();
        gate.call("cuStreamCreate", "stream", () -> JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
        final CudaStream opened = new CudaStream(this, owner, stream, this::forget);
        synchronized (this) {
            streams.add(opened);
        }
        return opened;
    }

    /** See {@link io.samcp.runtime.Device#prepare}. */
    public Executable prepare(CudaDevice owner, String name, List<Work> work) {
        makeCurrent();
        final Schedule schedule = options.blameEachLaunch()
                ? Schedule.inOrder(work.size())
                : Schedule.of(work.stream().map(MemoryAccess::of).toList(), options.lanes());
        final PreparedSteps prepared = build(owner, name, work, schedule.lanes());
        boolean done = false;
        try {
            final CudaExecutable executable = new CudaExecutable(name, this, prepared.steps(),
                    options.blameEachLaunch() ? null : capture(name, prepared, schedule), prepared.memory(), this::forget);
            synchronized (this) {
                executables.add(executable);
            }
            done = true;
            return executable;
        } finally {
            if (!done) {
                prepared.memory().close();
            }
        }
    }

    /** See {@link io.samcp.runtime.Device#residentBlocks}. */
    public int residentBlocks(PtxSource source, String entry, int threads, int sharedBytes) {
        makeCurrent();
        final CUfunction function = modules.function(source, entry);
        StepBuilder.allowShared(gate, function, sharedBytes, entry);
        final int[] perMultiprocessor = new int[1];
        gate.call("cuOccupancyMaxActiveBlocksPerMultiprocessor", entry,
                () -> JCudaDriver.cuOccupancyMaxActiveBlocksPerMultiprocessor(perMultiprocessor, function, threads, sharedBytes));
        final int[] multiprocessors = new int[1];
        gate.call("cuDeviceGetAttribute", entry, () -> JCudaDriver.cuDeviceGetAttribute(multiprocessors,
                CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, device.handle()));
        if (perMultiprocessor[0] < 1) {
            throw new DeviceException(entry + ": not one block of " + threads + " threads with " + sharedBytes
                    + " bytes of shared memory fits a multiprocessor");
        }
        return perMultiprocessor[0] * multiprocessors[0];
    }

    private record PreparedSteps(List<QueuedStep> steps, StepMemory memory) {}

    private PreparedSteps build(CudaDevice owner, String name, List<Work> work, int lanes) {
        final Arena arguments = Arena.ofShared();
        final StepBuilder builder = new StepBuilder(owner, gate, modules, libraries, arguments);
        boolean done = false;
        try {
            final List<QueuedStep> steps = new ArrayList<>();
            work.forEach(w -> steps.add(builder.build(w)));
            final long each = builder.workspaceBytes();
            final DeviceBuffer workspace = each == 0 ? null : allocate(owner, each * Math.max(1, lanes), name + " workspace of libraries");
            done = true;
            return new PreparedSteps(List.copyOf(steps), new StepMemory(arguments, builder.calls(), workspace));
        } finally {
            if (!done) {
                new StepMemory(arguments, builder.calls(), null).close();
            }
        }
    }

    /** See {@link io.samcp.runtime.Device#prefersLibrary}. */
    public boolean prefersLibrary(CudaDevice owner, LibraryWork work, KernelWork<?> ours) {
        makeCurrent();
        return libraries.prefers(work, ours, tried -> {
            final PreparedSteps prepared = build(owner, "trial", List.of(tried), 1);
            return new StepTrial(gate, prepared.steps().getFirst(), prepared.memory());
        });
    }

    private CUgraphExec capture(String name, PreparedSteps prepared, Schedule schedule) {
        final CUgraphExec graph;
        try (GraphCapture capture = new GraphCapture(gate, name, prepared.memory().workspace())) {
            graph = capture.capture(prepared.steps(), schedule);
        }
        boolean uploaded = false;
        try {
            gate.call("cuGraphUpload", name, () -> JCudaDriver.cuGraphUpload(graph, memoryStream));
            gate.call("cuStreamSynchronize", name, () -> JCudaDriver.cuStreamSynchronize(memoryStream));
            uploaded = true;
        } finally {
            if (!uploaded) {
                gate.release("cuGraphExecDestroy", name, () -> JCudaDriver.cuGraphExecDestroy(graph));
            }
        }
        return graph;
    }

    private synchronized void forget(CudaStream stream) {
        streams.remove(stream);
    }

    private synchronized void forget(CudaExecutable executable) {
        executables.remove(executable);
    }

    DriverGate gate() {
        return gate;
    }

    /**
     * Makes this the calling thread's context. Allocates nothing.
     *
     * @throws IllegalStateException if the device is closed
     */
    void makeCurrent() {
        if (closed) {
            throw new IllegalStateException("the device is closed");
        }
        gate.call("cuCtxSetCurrent", "this thread", setCurrent);
    }

    /** A call that gives something back, from any thread. */
    void release(String function, String subject, DriverCall call) {
        gate.release("cuCtxSetCurrent", subject, setCurrent);
        gate.release(function, subject, call);
    }

    private static void requireSize(long bytes, String purpose) {
        if (bytes < 1) {
            throw new IllegalArgumentException(purpose + ": cannot allocate " + bytes + " bytes");
        }
    }

    /** Closes everything opened here and lets go of the primary context. */
    @Override
    public void close() {
        final List<AutoCloseable> open = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open.addAll(executables);
            open.addAll(streams);
            open.addAll(allocations);
            open.addAll(pinned);
        }
        gate.release("cuCtxSetCurrent", "end", setCurrent);
        for (final AutoCloseable each : open) {
            closeQuietly(each);
        }
        modules.close();
        libraries.close();
        gate.release("cuStreamSynchronize", "memory", () -> JCudaDriver.cuStreamSynchronize(memoryStream));
        gate.release("cuStreamDestroy", "memory", () -> JCudaDriver.cuStreamDestroy(memoryStream));
        gate.end("cuDevicePrimaryCtxRelease", () -> JCudaDriver.cuDevicePrimaryCtxRelease(device.handle()));
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing throws no checked exception", e);
        }
    }
}
