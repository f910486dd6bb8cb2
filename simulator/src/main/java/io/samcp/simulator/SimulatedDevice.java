package io.samcp.simulator;

import io.samcp.kernels.PtxSource;
import io.samcp.runtime.Check;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceDescription;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.EngineDevice;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.Executable;
import io.samcp.runtime.HostBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.OutOfDeviceMemoryException;
import io.samcp.runtime.Work;
import io.samcp.simulator.exec.Engine;
import io.samcp.simulator.exec.WrittenMemory;
import io.samcp.simulator.library.LibraryOperations;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The CPU device: kernels run on the PTX engine, library operations on the CPU's BLAS and convolutions. Device addresses are native
 * addresses. Launches of several streams take turns. A fault ends the launch it happens in; memory keeps what was written before, and the
 * device stays usable.
 */
public final class SimulatedDevice extends EngineDevice {

    private static final int FEWEST_RESIDENT = 2;
    private static final byte POISON = (byte) 0xFF;

    private final EngineOptions options;
    private final Engine engine;
    private final ModuleCache modules = new ModuleCache();
    private final LibraryOperations libraries;
    private final long capacity;
    /** Which device memory has been written; null if nobody asks. */
    private final WrittenMemory written;
    private final Set<NativeAllocation> allocations = new HashSet<>();
    private final Set<NativeHostBuffer> hostBuffers = new HashSet<>();
    private final Set<EngineExecutable> executables = new HashSet<>();
    private final ReentrantLock turn = new ReentrantLock();
    private long allocated;
    private volatile LaunchObserver observer;
    private boolean closed;

    SimulatedDevice(EngineOptions options, long capacity, LibraryOperations libraries) {
        this.libraries = libraries;
        this.options = options;
        this.engine = new Engine(options);
        this.capacity = capacity;
        this.written = options.checks().contains(Check.UNINITIALISED) ? new WrittenMemory() : null;
    }

    @Override
    public EngineOptions options() {
        return options;
    }

    @Override
    public DeviceDescription description() {
        return new DeviceDescription("PTX engine on " + options.threads() + (options.threads() == 1 ? " core" : " cores"), "sm_90",
                capacity,
                libraries.describe());
    }

    @Override
    public synchronized DeviceBuffer allocate(long bytes, String purpose) {
        requireOpen();
        if (bytes < 1) {
            throw new IllegalArgumentException(purpose + ": cannot allocate " + bytes + " bytes");
        }
        if (bytes > capacity - allocated) {
            throw new OutOfDeviceMemoryException(bytes, capacity - allocated, purpose);
        }
        final NativeAllocation allocation = new NativeAllocation(this, bytes, purpose, this::freed);
        allocation.memory().fill(POISON);
        allocations.add(allocation);
        if (written != null) {
            written.add(allocation.address(), bytes);
        }
        allocated += bytes;
        return new DeviceBuffer(allocation, purpose);
    }

    /** Purposes of the allocations that are open, for leak checks. */
    public synchronized List<String> openAllocations() {
        return allocations.stream().map(NativeAllocation::purpose).sorted().toList();
    }

    /** Bytes allocated now. */
    public synchronized long allocatedBytes() {
        return allocated;
    }

    private synchronized void freed(NativeAllocation allocation) {
        if (allocations.remove(allocation)) {
            allocated -= allocation.bytes();
            if (written != null) {
                written.remove(allocation.address());
            }
        }
    }

    @Override
    public synchronized HostBuffer allocateHost(long bytes, String purpose) {
        requireOpen();
        if (bytes < 1) {
            throw new IllegalArgumentException(purpose + ": cannot allocate " + bytes + " bytes");
        }
        return own(NativeHostBuffer.allocate(this, bytes, purpose, this::freed));
    }

    @Override
    public synchronized HostBuffer lendHost(MemorySegment memory, String purpose) {
        requireOpen();
        if (!memory.isNative() || memory.byteSize() < 1) {
            throw new IllegalArgumentException(purpose + ": cannot lend " + memory + ", only native memory");
        }
        if (hostBuffers.stream().anyMatch(known -> known.memory().asOverlappingSlice(memory).isPresent())) {
            throw new DeviceException(purpose + ": " + memory + " is lent already");
        }
        return own(NativeHostBuffer.lend(this, memory, purpose, this::freed));
    }

    private HostBuffer own(NativeHostBuffer buffer) {
        hostBuffers.add(buffer);
        return buffer;
    }

    private synchronized void freed(NativeHostBuffer buffer) {
        hostBuffers.remove(buffer);
    }

    @Override
    public DeviceStream openStream() {
        requireOpen();
        return new EngineStream(this);
    }

    @Override
    public boolean prefersLibrary(LibraryWork work, KernelWork<?> ours) {
        return libraries.prefers(work);
    }

    /** A block per thread of the engine, and at least two, so that blocks do meet others. */
    @Override
    public int residentBlocks(PtxSource source, String entry, int threads, int sharedBytes) {
        return Math.max(FEWEST_RESIDENT, options.threads());
    }

    @Override
    public Executable prepare(String name, List<Work> work) {
        requireOpen();
        final EngineExecutable executable = new EngineExecutable(name, this, work);
        synchronized (this) {
            executables.add(executable);
        }
        return executable;
    }

    synchronized void forget(EngineExecutable executable) {
        executables.remove(executable);
    }

    /** Bytes of a buffer were written by something else than a kernel. */
    void wrote(DeviceBuffer buffer, long bytes) {
        if (written != null) {
            written.mark(buffer.address(), bytes);
        }
    }

    /** Bytes of a buffer were copied to another. */
    void copied(DeviceBuffer from, DeviceBuffer to) {
        if (written != null) {
            written.copy(from.address(), to.address(), from.bytes());
        }
    }

    /** Which device memory has been written, or null. */
    WrittenMemory written() {
        return written;
    }

    /** Has somebody look at the launches of whatever is prepared from now on. */
    public void observe(LaunchObserver other) {
        observer = other;
    }

    /** Who looks at launches, or null. */
    LaunchObserver observer() {
        return observer;
    }

    Engine engine() {
        return engine;
    }

    ModuleCache modules() {
        return modules;
    }

    LibraryOperations libraries() {
        return libraries;
    }

    /** Held while an executable runs: the engine runs one launch at a time. */
    ReentrantLock turn() {
        return turn;
    }

    synchronized void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the device is closed");
        }
    }

    @Override
    public void close() {
        final List<NativeAllocation> left;
        final List<NativeHostBuffer> host;
        final List<EngineExecutable> prepared;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            left = List.copyOf(allocations);
            host = List.copyOf(hostBuffers);
            prepared = List.copyOf(executables);
        }
        prepared.forEach(EngineExecutable::close);
        left.forEach(NativeAllocation::close);
        host.forEach(NativeHostBuffer::close);
        modules.close();
        engine.close();
    }
}
