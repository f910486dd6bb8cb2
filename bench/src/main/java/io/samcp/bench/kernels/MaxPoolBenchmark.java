package io.samcp.bench.kernels;

import io.samcp.kernels.pooling.MaxPoolKernel;
import io.samcp.kernels.pooling.MaxPoolReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The pooling of the stem; the whole image has 400 rows. */
public class MaxPoolBenchmark extends KernelBenchmark {

    /** Rows of the input. */
    @Param({"100"})
    public int height;

    private MaxPoolKernel.Shape shape;
    private float[] x;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new MaxPoolKernel.Shape(height, 667, 64, 3, 2, 1);
        x = BenchmarkInputs.floats(height * 667 * 64, 1);
        launch(new MaxPoolKernel(MaxPoolKernel.BEST), shape, x);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return MaxPoolReference.plain(shape, x);
    }
}
