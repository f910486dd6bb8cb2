package io.samcp.app.profile;

import io.samcp.kernels.PtxSource;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceAllocation;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceDescription;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.EngineDevice;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.Executable;
import io.samcp.runtime.HostBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.Work;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A device on which plans are made and nothing runs: its memory has addresses and no bytes. For looking at what a model would launch. */
final class PaperDevice extends EngineDevice {

    private static final long ALIGNMENT = 256;

    private final Gpu gpu;
    private final Arena host = Arena.ofShared();
    private long next = ALIGNMENT;

    /** @param gpu whose blocks run at the same time */
    PaperDevice(Gpu gpu) {
        this.gpu = gpu;
    }

    private record Place(Device device, long address, long bytes) implements DeviceAllocation {

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // there is nothing to give back
        }
    }

    private record Page(Device device, MemorySegment memory) implements HostBuffer {

        @Override
        public long bytes() {
            return memory.byteSize();
        }

        @Override
        public void close() {
            // closed with the device
        }
    }

    private record Listed(String name, int steps) implements Executable {

        @Override
        public long deviceBytes() {
            return 0;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /** Takes everything and does nothing. */
    private static final class Still implements DeviceStream {

        @Override
        public void uploadAsync(MemorySegment source, DeviceBuffer target) {
            // no bytes to keep
        }

        @Override
        public void downloadAsync(DeviceBuffer source, MemorySegment target) {
            // no bytes to give
        }

        @Override
        public void launchAsync(Executable executable) {
            // nothing runs
        }

        @Override
        public void synchronizeBlocking() {
            // nothing is under way
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    @Override
    public EngineOptions options() {
        return EngineOptions.deterministic();
    }

    @Override
    public DeviceDescription description() {
        return new DeviceDescription(gpu.title() + " on paper", gpu.architecture().target(), Long.MAX_VALUE, "none");
    }

    @Override
    public DeviceBuffer allocate(long bytes, String purpose) {
        final long address = next;
        next += Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
        return new DeviceBuffer(new Place(this, address, bytes), purpose);
    }

    @Override
    public HostBuffer allocateHost(long bytes, String purpose) {
        return new Page(this, host.allocate(bytes, ALIGNMENT));
    }

    @Override
    public HostBuffer lendHost(MemorySegment memory, String purpose) {
        return new Page(this, memory);
    }

    @Override
    public DeviceStream openStream() {
        return new Still();
    }

    @Override
    public boolean prefersLibrary(LibraryWork work, KernelWork<?> ours) {
        return false;
    }

    @Override
    public int residentBlocks(PtxSource source, String entry, int threads, int sharedBytes) {
        return gpu.multiprocessors();
    }

    @Override
    public Executable prepare(String name, List<Work> work) {
        return new Listed(name, work.size());
    }

    @Override
    public void close() {
        host.close();
    }
}
