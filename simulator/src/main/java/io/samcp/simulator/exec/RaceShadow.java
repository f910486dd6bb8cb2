package io.samcp.simulator.exec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * For every piece of memory who wrote it last and which two threads read it last. Pages come into being where memory is touched; a page keeps
 * one record for four bytes until something narrower touches it, from then on one for each byte.
 */
final class RaceShadow {

    private static final int PAGE_SHIFT = 10;
    private static final int PAGE = 1 << PAGE_SHIFT;

    private final Map<Long, Page> pages = new HashMap<>();
    private long lastNumber = -1;
    private Page last;

    /** Records of the memory of one page; a record of 0 stands for nobody. */
    static final class Page {

        private int shift = 2;
        long[] writes = new long[PAGE >> 2];
        long[] reads = new long[PAGE >> 2];
        long[] otherReads = new long[PAGE >> 2];
        int[] writeBlocks = new int[PAGE >> 2];
        int[] readBlocks = new int[PAGE >> 2];
        int[] otherReadBlocks = new int[PAGE >> 2];

        /** Index of the first record of some bytes; narrow ones make the page finer. */
        int first(long address, int bytes) {
            if (shift == 2 && (bytes < Integer.BYTES || (address & 3) != 0)) {
                shift = 0;
                writes = finer(writes);
                reads = finer(reads);
                otherReads = finer(otherReads);
                writeBlocks = finer(writeBlocks);
                readBlocks = finer(readBlocks);
                otherReadBlocks = finer(otherReadBlocks);
            }
            return (int) (address & PAGE - 1) >> shift;
        }

        /** Bytes of one record. */
        int unit() {
            return 1 << shift;
        }

        /** Records of some bytes. */
        int count(int bytes) {
            return bytes >> shift;
        }

        private static long[] finer(long[] coarse) {
            final long[] fine = new long[PAGE];
            Arrays.setAll(fine, i -> coarse[i >> 2]);
            return fine;
        }

        private static int[] finer(int[] coarse) {
            final int[] fine = new int[PAGE];
            Arrays.setAll(fine, i -> coarse[i >> 2]);
            return fine;
        }
    }

    /** The page of an address. An access never crosses one, unless it is misaligned. */
    Page page(long address) {
        final long number = address >> PAGE_SHIFT;
        if (number != lastNumber) {
            lastNumber = number;
            last = pages.computeIfAbsent(number, n -> new Page());
        }
        return last;
    }

    /** Sees a record of somebody who touched memory. */
    @FunctionalInterface
    interface Visitor {
        void visit(long address, long record, int block);
    }

    /** Shows all records of some memory. */
    void forEach(long from, long bytes, Visitor visitor) {
        for (long number = from >> PAGE_SHIFT; number <= from + bytes - 1 >> PAGE_SHIFT; number++) {
            final Page page = pages.get(number);
            for (int i = 0; page != null && i < page.writes.length; i++) {
                final long address = (number << PAGE_SHIFT) + (long) i * page.unit();
                if (address >= from && address < from + bytes) {
                    show(address, page.writes[i], page.writeBlocks[i], visitor);
                    show(address, page.reads[i], page.readBlocks[i], visitor);
                    show(address, page.otherReads[i], page.otherReadBlocks[i], visitor);
                }
            }
        }
    }

    private static void show(long address, long record, int block, Visitor visitor) {
        if (record != 0) {
            visitor.visit(address, record, block);
        }
    }

    void clear() {
        pages.clear();
        lastNumber = -1;
        last = null;
    }
}
