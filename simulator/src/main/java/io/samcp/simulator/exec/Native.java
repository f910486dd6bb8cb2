package io.samcp.simulator.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Raw access to native memory. Addresses of the simulated device are native addresses; everything that gets here was checked against the
 * launch's memory ranges before.
 */
final class Native {

    private static final MemorySegment ALL = MemorySegment.ofAddress(0).reinterpret(Long.MAX_VALUE);

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private Native() {}

    static byte getByte(long address) {
        return ALL.get(ValueLayout.JAVA_BYTE, address);
    }

    static short getShort(long address) {
        return ALL.get(SHORT, address);
    }

    static int getInt(long address) {
        return ALL.get(INT, address);
    }

    static long getLong(long address) {
        return ALL.get(LONG, address);
    }

    static float getFloat(long address) {
        return ALL.get(FLOAT, address);
    }

    static double getDouble(long address) {
        return ALL.get(DOUBLE, address);
    }

    static void putByte(long address, byte value) {
        ALL.set(ValueLayout.JAVA_BYTE, address, value);
    }

    static void putShort(long address, short value) {
        ALL.set(SHORT, address, value);
    }

    static void putInt(long address, int value) {
        ALL.set(INT, address, value);
    }

    static void putLong(long address, long value) {
        ALL.set(LONG, address, value);
    }

    static void putFloat(long address, float value) {
        ALL.set(FLOAT, address, value);
    }

    static void putDouble(long address, double value) {
        ALL.set(DOUBLE, address, value);
    }

    static void copyFloats(long address, float[] to, int at, int count) {
        MemorySegment.copy(ALL, FLOAT, address, to, at, count);
    }

    static void copyFloats(float[] from, int at, long address, int count) {
        MemorySegment.copy(from, at, ALL, FLOAT, address, count);
    }

    static void copy(long from, long to, long bytes) {
        MemorySegment.copy(ALL, from, ALL, to, bytes);
    }

    /** Byte by byte: a slice to fill would be an object each time. */
    static void clear(long address, long bytes) {
        for (long i = 0; i < bytes; i++) {
            putByte(address + i, (byte) 0);
        }
    }
}
