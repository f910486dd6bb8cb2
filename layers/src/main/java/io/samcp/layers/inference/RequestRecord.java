package io.samcp.layers.inference;

import io.samcp.kernels.request.RequestRecordDescriptor;
import io.samcp.layers.input.BitPlane;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Writes the request record that kernels read their live sizes from. */
final class RequestRecord {

    private RequestRecord() {}

    /** The record of a request: live patches and queries, original size, scale factors, network size. */
    static void write(MemorySegment record, NetworkInput input, int queries) {
        final PatchTable patches = input.patches();
        size(record, patches.width(), patches.height());
        set(record, RequestRecordDescriptor.PATCHES, patches.count());
        set(record, RequestRecordDescriptor.QUERIES, queries);
        set(record, RequestRecordDescriptor.SCALE_X, input.size().fx());
        set(record, RequestRecordDescriptor.SCALE_Y, input.size().fy());
        set(record, RequestRecordDescriptor.NETWORK_WIDTH, (float) input.size().width());
        set(record, RequestRecordDescriptor.NETWORK_HEIGHT, (float) input.size().height());
    }

    /** The record that only says how large the image is. */
    static void write(MemorySegment record, int width, int height) {
        size(record, width, height);
    }

    private static void size(MemorySegment record, int width, int height) {
        record.fill((byte) 0);
        set(record, RequestRecordDescriptor.HEIGHT, height);
        set(record, RequestRecordDescriptor.WIDTH, width);
        set(record, RequestRecordDescriptor.WORDS_PER_ROW, BitPlane.wordsPerRow(width));
        set(record, RequestRecordDescriptor.WORDS_PER_PLANE, BitPlane.wordsPerPlane(width, height));
    }

    private static void set(MemorySegment record, int index, int value) {
        record.setAtIndex(ValueLayout.JAVA_INT, index, value);
    }

    private static void set(MemorySegment record, int index, float value) {
        record.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    }
}
