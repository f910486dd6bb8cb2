package io.samcp.bench.kernels;

import io.samcp.kernels.request.RequestRecordDescriptor;

/** Request records for benchmarks. */
final class BenchmarkRequests {

    private BenchmarkRequests() {}

    /** Live patches and queries, original size; the network is of the same size. */
    static int[] of(int patches, int queries, int height, int width) {
        final int[] record = new int[RequestRecordDescriptor.WORDS];
        record[RequestRecordDescriptor.PATCHES] = patches;
        record[RequestRecordDescriptor.QUERIES] = queries;
        record[RequestRecordDescriptor.HEIGHT] = height;
        record[RequestRecordDescriptor.WIDTH] = width;
        record[RequestRecordDescriptor.WORDS_PER_ROW] = Math.ceilDiv(width, Integer.SIZE);
        record[RequestRecordDescriptor.WORDS_PER_PLANE] = height * Math.ceilDiv(width, Integer.SIZE);
        record[RequestRecordDescriptor.SCALE_X] = Float.floatToRawIntBits(1);
        record[RequestRecordDescriptor.SCALE_Y] = Float.floatToRawIntBits(1);
        record[RequestRecordDescriptor.NETWORK_WIDTH] = Float.floatToRawIntBits(width);
        record[RequestRecordDescriptor.NETWORK_HEIGHT] = Float.floatToRawIntBits(height);
        return record;
    }
}
