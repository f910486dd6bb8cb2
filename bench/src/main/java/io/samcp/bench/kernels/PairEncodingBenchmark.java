package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.boxencoding.BoxEncodingKernel;
import io.samcp.kernels.boxencoding.BoxEncodingReference;
import io.samcp.kernels.boxencoding.PairEncodingKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Sine encoding of merged boxes, 128 channels per coordinate, as operands of a product. */
public class PairEncodingBenchmark extends KernelBenchmark {

    private static final int FEATURES = 128;

    /** Patches and queries. */
    @Param({"150", "203"})
    public int boxes;

    private float[] x;
    private float[] period;

    /** Prepares the launch. */
    @Setup
    public void open() {
        x = BenchmarkInputs.floats(4 * boxes, 1);
        period = new float[FEATURES];
        for (int k = 0; k < FEATURES; k++) {
            period[k] = (float) Math.pow(10_000, (k - k % 2) / (double) FEATURES);
        }
        launch(new PairEncodingKernel(PairEncodingKernel.BEST),
                new PairEncodingKernel.Shape(boxes, FEATURES, 1333, 800, true, false, Precision.BF16),
                x, period);
    }

    /** The scalar reference on one core, of parts of the image. */
    @Benchmark
    public float[] reference() {
        return BoxEncodingReference.plain(new BoxEncodingKernel.Shape(boxes, FEATURES), x, period);
    }
}
