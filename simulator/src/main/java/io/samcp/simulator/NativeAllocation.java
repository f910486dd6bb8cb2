package io.samcp.simulator;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceAllocation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** Native memory handed out as device memory, with a red zone on either side: what runs over the end does not hit another allocation. */
final class NativeAllocation implements DeviceAllocation {

    private static final long ALIGNMENT = 256;
    private static final long RED_ZONE = 4096;

    private final Device device;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final String purpose;
    private final Consumer<NativeAllocation> onClose;

    NativeAllocation(Device device, long bytes, String purpose, Consumer<NativeAllocation> onClose) {
        this.device = device;
        this.memory = arena.allocate(bytes + 2 * RED_ZONE, ALIGNMENT).asSlice(RED_ZONE, bytes);
        this.purpose = purpose;
        this.onClose = onClose;
    }

    MemorySegment memory() {
        return memory;
    }

    String purpose() {
        return purpose;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public long address() {
        return memory.address();
    }

    @Override
    public long bytes() {
        return memory.byteSize();
    }

    @Override
    public boolean isOpen() {
        return arena.scope().isAlive();
    }

    @Override
    public void close() {
        if (isOpen()) {
            arena.close();
            onClose.accept(this);
        }
    }
}
