package io.samcp.simulator.exec;

import java.util.HashMap;
import java.util.Map;

/** Which bytes of global memory were touched: a bit for each. */
final class TouchedBytes {

    private static final int PAGE_SHIFT = 14;
    private static final int SECTOR_SHIFT = 5;
    private static final int SECTORS = 1 << PAGE_SHIFT - SECTOR_SHIFT;

    /** By page, a mask of 32 bits for each sector of it. */
    private final Map<Long, int[]> pages = new HashMap<>();
    private long lastNumber = -1;
    private int[] last;

    /**
     * Marks bytes of a sector.
     *
     * @param sector number of the sector: address / 32
     * @param mask its bytes
     */
    void mark(long sector, int mask) {
        final long number = sector >>> PAGE_SHIFT - SECTOR_SHIFT;
        if (number != lastNumber) {
            lastNumber = number;
            last = pages.computeIfAbsent(number, _ -> new int[SECTORS]);
        }
        last[(int) (sector & SECTORS - 1)] |= mask;
    }

    void clear() {
        pages.clear();
        lastNumber = -1;
        last = null;
    }

    void addAll(TouchedBytes other) {
        other.pages.forEach((number, theirs) -> {
            final int[] ours = pages.computeIfAbsent(number, _ -> new int[SECTORS]);
            for (int i = 0; i < SECTORS; i++) {
                ours[i] |= theirs[i];
            }
        });
    }

    long count() {
        long count = 0;
        for (final int[] page : pages.values()) {
            for (final int mask : page) {
                count += Integer.bitCount(mask);
            }
        }
        return count;
    }
}
