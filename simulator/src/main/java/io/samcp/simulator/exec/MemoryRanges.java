package io.samcp.simulator.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The global memory one launch may touch: exactly its buffer arguments and the module's variables. */
public final class MemoryRanges {

    private final List<String> names = new ArrayList<>();
    private long[] base = new long[8];
    private long[] end = new long[8];
    private boolean[] writable = new boolean[8];
    private int count;

    /** Adds a range. */
    public void add(String name, long address, long bytes, boolean mayWrite) {
        if (count == base.length) {
            base = Arrays.copyOf(base, 2 * count);
            end = Arrays.copyOf(end, 2 * count);
            writable = Arrays.copyOf(writable, 2 * count);
        }
        names.add(name);
        base[count] = address;
        end[count] = address + bytes;
        writable[count++] = mayWrite;
    }

    /** Index of a range that wholly holds {@code [from, to)} and allows the access, or -1; {@code hint} is tried first. */
    int find(long from, long to, boolean write, int hint) {
        if (hint >= 0 && hint < count && from >= base[hint] && to <= end[hint] && (!write || writable[hint])) {
            return hint;
        }
        for (int r = 0; r < count; r++) {
            if (from >= base[r] && to <= end[r] && (!write || writable[r])) {
                return r;
            }
        }
        return -1;
    }

    /** What lies at an address, or nearest to it. */
    String describe(long address, int bytes, boolean write) {
        final int nearest = nearest(address);
        if (nearest < 0) {
            return "the launch has no buffers";
        }
        final String where = place(address, nearest);
        if (address >= base[nearest] && address + bytes <= end[nearest] && write && !writable[nearest]) {
            return where + ", which is an input and must not be written";
        }
        return "nearest is " + where;
    }

    /** Which byte of which buffer an address of theirs is. */
    String place(long address) {
        return place(address, nearest(address));
    }

    private String place(long address, int range) {
        return "byte " + (address - base[range]) + " of '" + names.get(range) + "' (" + (end[range] - base[range]) + " bytes)";
    }

    private int nearest(long address) {
        int nearest = -1;
        long distance = Long.MAX_VALUE;
        for (int r = 0; r < count; r++) {
            final long apart = address < base[r] ? base[r] - address : address >= end[r] ? address - end[r] + 1 : 0;
            if (apart < distance) {
                distance = apart;
                nearest = r;
            }
        }
        return nearest;
    }
}
