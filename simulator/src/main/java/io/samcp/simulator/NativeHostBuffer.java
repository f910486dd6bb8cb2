package io.samcp.simulator;

import io.samcp.runtime.Device;
import io.samcp.runtime.HostBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Native memory for copies; the engine needs no page-locking. */
final class NativeHostBuffer implements HostBuffer {

    private static final long ALIGNMENT = 256;

    private final Device device;

    /** Null for lent memory. */
    private final Arena arena;
    private final MemorySegment memory;
    private final String purpose;
    private final Consumer<NativeHostBuffer> onClose;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private NativeHostBuffer(Device device, Arena arena, MemorySegment memory, String purpose, Consumer<NativeHostBuffer> onClose) {
        this.device = device;
        this.arena = arena;
        this.memory = memory;
        this.purpose = purpose;
        this.onClose = onClose;
    }

    static NativeHostBuffer allocate(Device device, long bytes, String purpose, Consumer<NativeHostBuffer> onClose) {
        final Arena arena = Arena.ofShared();
        return new NativeHostBuffer(device, arena, arena.allocate(bytes, ALIGNMENT), purpose, onClose);
    }

    static NativeHostBuffer lend(Device device, MemorySegment memory, String purpose, Consumer<NativeHostBuffer> onClose) {
        return new NativeHostBuffer(device, null, memory, purpose, onClose);
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public MemorySegment memory() {
        if (!open.get()) {
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
        if (open.compareAndSet(true, false)) {
            if (arena != null) {
                arena.close();
            }
            onClose.accept(this);
        }
    }
}
