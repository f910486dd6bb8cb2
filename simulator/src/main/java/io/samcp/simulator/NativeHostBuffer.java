package io.samcp.simulator;

import io.samcp.runtime.Device;
import io.samcp.runtime.HostBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** Native memory for copies; the engine needs no page-locking. */
final class NativeHostBuffer implements HostBuffer {

    private static final long ALIGNMENT = 256;

    private final Device device;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final String purpose;
    private final Consumer<NativeHostBuffer> onClose;

    NativeHostBuffer(Device device, long bytes, String purpose, Consumer<NativeHostBuffer> onClose) {
        this.device = device;
        this.memory = arena.allocate(bytes, ALIGNMENT);
        this.purpose = purpose;
        this.onClose = onClose;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public MemorySegment memory() {
        if (!arena.scope().isAlive()) {
            throw new IllegalStateException("host buffer '" + purpose + "' is closed");
        }
        return memory;
    }

    @Override
    public long bytes() {
        return memory.byteSize();
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
            onClose.accept(this);
        }
    }
}
