package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.Results;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** Rows that {@link ProjectNorm}, {@link FeedForward} and {@link ClusterChain} write, in this order as far as they are written: y, y16, yp, yp16. */
final class NormResults {

    private NormResults() {}

    static List<TensorType> types(Results results, Precision precision, int rows, int columns) {
        final TensorType single = TensorType.f32(rows, columns);
        final TensorType half = new TensorType(Packing.element(precision), TensorShape.of(rows, columns));
        final List<TensorType> types = new ArrayList<>();
        final boolean[] written = written(results);
        for (int i = 0; i < written.length; i++) {
            if (written[i]) {
                types.add(i % 2 == 0 ? single : half);
            }
        }
        return types;
    }

    /** One buffer for each of the four. */
    static List<DeviceBuffer> buffers(Results results, Lowering to) {
        final List<DeviceBuffer> buffers = new ArrayList<>();
        int next = 0;
        for (final boolean written : written(results)) {
            buffers.add(written ? to.output(next++).buffer() : to.unused());
        }
        return buffers;
    }

    /** How many are written. */
    static int count(Results results) {
        int count = 0;
        for (final boolean written : written(results)) {
            count += written ? 1 : 0;
        }
        return count;
    }

    private static boolean[] written(Results results) {
        return new boolean[]{results.y(), results.y16(), results.yp(), results.yp16()};
    }
}
