package io.samcp.bench.kernels;

import io.samcp.kernels.upsample.UpsampleAddKernel;
import io.samcp.kernels.upsample.UpsampleAddReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The last top-down addition of the neck; the whole image has 200 rows. */
public class UpsampleAddBenchmark extends KernelBenchmark {

    /** Rows of the result. */
    @Param({"50"})
    public int height;

    private UpsampleAddKernel.Shape shape;
    private float[] a;
    private float[] b;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new UpsampleAddKernel.Shape(height, 334, height / 2, 167, 256);
        a = BenchmarkInputs.floats(height * 334 * 256, 1);
        b = BenchmarkInputs.floats(height / 2 * 167 * 256, 2);
        launch(new UpsampleAddKernel(UpsampleAddKernel.BEST), shape, a, b);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return UpsampleAddReference.plain(shape, a, b);
    }
}
