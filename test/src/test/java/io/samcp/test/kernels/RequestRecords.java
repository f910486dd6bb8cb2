package io.samcp.test.kernels;

import io.samcp.kernels.request.RequestRecordDescriptor;
import java.util.Random;

/** Request records for kernel tests. */
final class RequestRecords {

    private RequestRecords() {}

    /** Live patches, queries and the size of the original image. */
    static int[] of(int patches, int queries, int height, int width) {
        final int[] record = new int[RequestRecordDescriptor.WORDS];
        record[RequestRecordDescriptor.PATCHES] = patches;
        record[RequestRecordDescriptor.QUERIES] = queries;
        record[RequestRecordDescriptor.HEIGHT] = height;
        record[RequestRecordDescriptor.WIDTH] = width;
        record[RequestRecordDescriptor.WORDS_PER_ROW] = Math.ceilDiv(width, Integer.SIZE);
        record[RequestRecordDescriptor.WORDS_PER_PLANE] = height * Math.ceilDiv(width, Integer.SIZE);
        return record;
    }

    /** The same with a network size. */
    static int[] withNetwork(int[] record, float fx, float fy, float width, float height) {
        record[RequestRecordDescriptor.SCALE_X] = Float.floatToRawIntBits(fx);
        record[RequestRecordDescriptor.SCALE_Y] = Float.floatToRawIntBits(fy);
        record[RequestRecordDescriptor.NETWORK_WIDTH] = Float.floatToRawIntBits(width);
        record[RequestRecordDescriptor.NETWORK_HEIGHT] = Float.floatToRawIntBits(height);
        return record;
    }

    /** Planes in which about every second pixel is set; bits beyond the width are not. */
    static int[] planes(int patches, int height, int width, int seed) {
        final Random random = new Random(seed);
        final int perRow = Math.ceilDiv(width, Integer.SIZE);
        final int[] planes = new int[patches * height * perRow];
        for (int i = 0; i < patches * height; i++) {
            for (int x = 0; x < width; x++) {
                if (random.nextBoolean()) {
                    planes[i * perRow + (x >> 5)] |= 1 << (x & 31);
                }
            }
        }
        return planes;
    }
}
