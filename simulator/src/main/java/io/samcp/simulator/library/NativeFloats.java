package io.samcp.simulator.library;

import io.samcp.runtime.DeviceBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Device memory of the CPU device as floats: its addresses are addresses of this process. */
final class NativeFloats {

    private NativeFloats() {}

    /** The first {@code count} floats of a buffer. */
    static MemorySegment of(DeviceBuffer buffer, long count) {
        final long bytes = Math.multiplyExact(count, (long) Float.BYTES);
        if (bytes > buffer.bytes()) {
            throw new IllegalArgumentException(buffer + " holds fewer than " + count + " floats");
        }
        return MemorySegment.ofAddress(buffer.address()).reinterpret(bytes);
    }

    static float get(MemorySegment floats, long index) {
        return floats.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    static void set(MemorySegment floats, long index, float value) {
        floats.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    }
}
