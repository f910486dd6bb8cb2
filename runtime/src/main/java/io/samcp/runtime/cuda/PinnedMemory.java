package io.samcp.runtime.cuda;

import io.samcp.runtime.Device;
import io.samcp.runtime.HostBuffer;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** Page-locked host memory. */
final class PinnedMemory implements HostBuffer {

    private final Device device;
    private final MemorySegment memory;
    private final String purpose;
    private final Consumer<PinnedMemory> onClose;
    private volatile boolean open = true;

    /** @param memory page-locked, native */
    PinnedMemory(Device device, MemorySegment memory, String purpose, Consumer<PinnedMemory> onClose) {
        this.device = device;
        this.memory = memory;
        this.purpose = purpose;
        this.onClose = onClose;
    }

    long address() {
        return memory.address();
    }

    String purpose() {
        return purpose;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public MemorySegment memory() {
        if (!open) {
            throw new IllegalStateException("host buffer '" + purpose + "' is closed");
        }
        return memory;
    }

    @Override
    public long bytes() {
        return memory.byteSize();
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            onClose.accept(this);
        }
    }
}
