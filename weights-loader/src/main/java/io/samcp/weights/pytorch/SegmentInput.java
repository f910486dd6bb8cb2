package io.samcp.weights.pytorch;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A stream over memory that knows its position and what is left, so that lengths can be checked before anything is reserved. */
final class SegmentInput extends InputStream {

    private final MemorySegment segment;
    private long position;

    SegmentInput(MemorySegment segment) {
        this.segment = segment;
    }

    long position() {
        return position;
    }

    long remaining() {
        return segment.byteSize() - position;
    }

    void skipTo(long target) {
        position = target;
    }

    /** The byte {@code ahead} of the next one, or -1 past the end. */
    int peek(int ahead) {
        return ahead >= remaining() ? -1 : segment.get(ValueLayout.JAVA_BYTE, position + ahead) & 0xFF;
    }

    @Override
    public int read() {
        return remaining() <= 0 ? -1 : segment.get(ValueLayout.JAVA_BYTE, position++) & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        final int n = (int) Math.min(length, remaining());
        if (n <= 0) {
            return -1;
        }
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, position, target, offset, n);
        position += n;
        return n;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, remaining());
    }
}
