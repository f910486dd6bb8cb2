package io.samcp.simulator.exec;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Which bytes of a device's memory have been written since they were allocated. A byte of marks for each byte, so that workers need no lock. */
public final class WrittenMemory {

    private final ConcurrentNavigableMap<Long, Area> areas = new ConcurrentSkipListMap<>();

    private record Area(long address, Arena arena, MemorySegment marks) {

        boolean holds(long from) {
            return from >= address && from < address + marks.byteSize();
        }
    }

    /** Memory has been allocated; nothing in it is written. */
    public void add(long address, long bytes) {
        final Arena arena = Arena.ofShared();
        areas.put(address, new Area(address, arena, arena.allocate(bytes)));
    }

    /** It is freed. */
    public void remove(long address) {
        final Area area = areas.remove(address);
        if (area != null) {
            area.arena().close();
        }
    }

    /** Bytes are written from now on. */
    public void mark(long address, long bytes) {
        final Area area = find(address);
        if (area != null) {
            area.marks().asSlice(address - area.address(), bytes).fill((byte) 1);
        }
    }

    /** Bytes become as written as others are. */
    public void copy(long from, long to, long bytes) {
        final Area source = find(from);
        final Area target = find(to);
        if (source != null && target != null) {
            MemorySegment.copy(source.marks(), from - source.address(), target.marks(), to - target.address(), bytes);
        } else {
            mark(to, bytes);
        }
    }

    /** The first of some bytes that is not written, as an offset; -1 if all are, or if the memory is not known here. */
    int firstUnwritten(long address, int bytes) {
        final Area area = find(address);
        if (area == null) {
            return -1;
        }
        final long start = address - area.address();
        for (int b = 0; b < bytes; b++) {
            if (area.marks().get(ValueLayout.JAVA_BYTE, start + b) == 0) {
                return b;
            }
        }
        return -1;
    }

    private Area find(long address) {
        final Map.Entry<Long, Area> below = areas.floorEntry(address);
        return below != null && below.getValue().holds(address) ? below.getValue() : null;
    }
}
