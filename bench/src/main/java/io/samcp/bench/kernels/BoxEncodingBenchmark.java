package io.samcp.bench.kernels;

import io.samcp.kernels.boxencoding.BoxEncodingKernel;
import io.samcp.kernels.boxencoding.BoxEncodingReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Sine encoding of boxes, 128 channels per coordinate. */
public class BoxEncodingBenchmark extends KernelBenchmark {

    /** Patches and queries. */
    @Param({"150", "203"})
    public int boxes;

    private float[] x;
    private float[] period;
    private BoxEncodingKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new BoxEncodingKernel.Shape(boxes, 128);
        x = BenchmarkInputs.floats(4 * boxes, 1);
        period = new float[128];
        for (int k = 0; k < period.length; k++) {
            final int even = k - k % 2;
            period[k] = (float) Math.pow(10000, even / 128.0);
        }
        launch(new BoxEncodingKernel(BoxEncodingKernel.BEST), shape, x, period);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return BoxEncodingReference.plain(shape, x, period);
    }
}
