package io.samcp.simulator.exec;

import java.util.Arrays;

/** The sectors of global memory that one request touches, with the bytes that are asked for. */
final class SectorSet {

    private static final int SHIFT = 5;
    private static final int BYTES = 1 << SHIFT;
    private static final int LINE_SHIFT = 2;

    private long[] sectors = new long[2 * Warp.LANES];
    private int[] masks = new int[2 * Warp.LANES];
    private int count;
    private int last;

    void clear() {
        count = 0;
        last = 0;
    }

    void add(long address, int bytes) {
        long from = address;
        int left = bytes;
        while (left > 0) {
            final int offset = (int) (from & BYTES - 1);
            final int here = Math.min(left, BYTES - offset);
            mark(from >>> SHIFT, (int) ((1L << here) - 1) << offset);
            from += here;
            left -= here;
        }
    }

    private void mark(long sector, int mask) {
        if (last < count && sectors[last] == sector) {
            masks[last] |= mask;
            return;
        }
        for (int i = 0; i < count; i++) {
            if (sectors[i] == sector) {
                last = i;
                masks[i] |= mask;
                return;
            }
        }
        if (count == sectors.length) {
            sectors = Arrays.copyOf(sectors, 2 * count);
            masks = Arrays.copyOf(masks, 2 * count);
        }
        last = count;
        sectors[count] = sector;
        masks[count++] = mask;
    }

    int sectors() {
        return count;
    }

    int lines() {
        int lines = 0;
        for (int i = 0; i < count; i++) {
            boolean first = true;
            for (int j = 0; j < i && first; j++) {
                first = sectors[j] >>> LINE_SHIFT != sectors[i] >>> LINE_SHIFT;
            }
            lines += first ? 1 : 0;
        }
        return lines;
    }

    int bytes() {
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += Integer.bitCount(masks[i]);
        }
        return bytes;
    }

    void markIn(TouchedBytes touched) {
        for (int i = 0; i < count; i++) {
            touched.mark(sectors[i], masks[i]);
        }
    }
}
