package io.samcp.bench.kernels;

import io.samcp.kernels.l2norm.RowL2NormKernel;
import io.samcp.kernels.l2norm.RowL2NormReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Unit rows of query features. */
public class RowL2NormBenchmark extends KernelBenchmark {

    /** Rows. */
    @Param({"133", "203"})
    public int rows;

    private RowL2NormKernel.Shape shape;
    private float[] x;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new RowL2NormKernel.Shape(rows, 256, 1);
        x = BenchmarkInputs.floats(rows * 256, 1);
        launch(new RowL2NormKernel(RowL2NormKernel.BEST), shape, x);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return RowL2NormReference.plain(shape, x);
    }
}
