package io.samcp.simulator;

import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import java.lang.foreign.MemorySegment;

/** A queue that does at once what it is given, so a fault shows at the call that caused it. */
final class EngineStream implements DeviceStream {

    private final SimulatedDevice device;
    private boolean closed;

    EngineStream(SimulatedDevice device) {
        this.device = device;
    }

    @Override
    public void uploadAsync(MemorySegment source, DeviceBuffer target) {
        requireOpen();
        requireFits(source.byteSize(), target, "upload to");
        memory(target).copyFrom(source);
        device.wrote(target, source.byteSize());
    }

    @Override
    public void downloadAsync(DeviceBuffer source, MemorySegment target) {
        requireOpen();
        requireFits(target.byteSize(), source, "download from");
        target.copyFrom(memory(source).asSlice(0, target.byteSize()));
    }

    @Override
    public void launchAsync(Executable executable) {
        requireOpen();
        if (!(executable instanceof EngineExecutable prepared) || prepared.device() != device) {
            throw new IllegalArgumentException("'" + executable.name() + "' was prepared for another device");
        }
        prepared.run();
    }

    @Override
    public void synchronizeBlocking() {
        requireOpen();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
        device.requireOpen();
    }

    private static void requireFits(long bytes, DeviceBuffer buffer, String what) {
        if (bytes > buffer.bytes()) {
            throw new IndexOutOfBoundsException(what + " " + buffer + ": " + bytes + " bytes");
        }
    }

    /** The memory behind a buffer of this device. */
    static MemorySegment memory(DeviceBuffer buffer) {
        return MemorySegment.ofAddress(buffer.address()).reinterpret(buffer.bytes());
    }
}
