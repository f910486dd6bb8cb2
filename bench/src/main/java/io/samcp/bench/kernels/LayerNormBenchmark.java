package io.samcp.bench.kernels;

import io.samcp.kernels.layernorm.LayerNormKernel;
import io.samcp.kernels.layernorm.LayerNormReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Norms of queries, with the position added. */
public class LayerNormBenchmark extends KernelBenchmark {

    /** Rows. */
    @Param({"150", "203"})
    public int rows;

    private LayerNormKernel.Shape shape;
    private float[] x;
    private float[] gamma;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new LayerNormKernel.Shape(rows, 256, false, true, 1e-5f);
        x = BenchmarkInputs.floats(rows * 256, 1);
        gamma = BenchmarkInputs.floats(256, 2);
        launch(new LayerNormKernel(LayerNormKernel.BEST), shape, x, new float[0], gamma, gamma, x);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return LayerNormReference.plain(shape, x, new float[0], gamma, gamma);
    }
}
