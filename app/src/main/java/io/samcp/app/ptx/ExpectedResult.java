package io.samcp.app.ptx;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * What a buffer should hold after a launch.
 *
 * @param name of the buffer
 * @param file the expected bytes
 * @param type what both are read as
 */
record ExpectedResult(String name, Path file, ScalarType type) {

    /**
     * Compares element by element: right is what differs by at most {@code tolerance * max(1, |expected|)}, or is NaN where NaN is expected.
     *
     * @return what is wrong, or an empty text
     */
    String compare(MemorySegment found, MemorySegment expected, double tolerance) {
        if (found.byteSize() != expected.byteSize()) {
            return name + ": expected " + expected.byteSize() + " bytes (" + file.getFileName() + "), found " + found.byteSize();
        }
        if (found.byteSize() % type.bytes() != 0) {
            return name + ": " + found.byteSize() + " bytes are not a whole number of " + type.label();
        }
        final long count = found.byteSize() / type.bytes();
        long wrong = 0;
        long first = -1;
        for (long i = 0; i < count; i++) {
            if (!agree(found, expected, i, tolerance)) {
                first = wrong++ == 0 ? i : first;
            }
        }
        return wrong == 0
                ? ""
                : name + ": " + wrong + " of " + count + " elements differ, first [" + first + "]: expected "
                        + type.read(expected, first) + ", found " + type.read(found, first);
    }

    private boolean agree(MemorySegment found, MemorySegment expected, long index, double tolerance) {
        final Number a = type.read(found, index);
        final Number b = type.read(expected, index);
        if (a.equals(b)) {
            return true; // also NaN; whole numbers that doubles cannot hold
        }
        final double x = a.doubleValue();
        final double y = b.doubleValue();
        return Double.isNaN(x) && Double.isNaN(y) || type.isReal() && x == y
                || (type.isReal() || tolerance > 0) && Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(y));
    }
}
