package io.samcp.bench.kernels;

import io.samcp.kernels.elementwise.ElementwiseKernel;
import io.samcp.kernels.elementwise.ElementwiseReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Queries plus positions. */
public class ElementwiseBenchmark extends KernelBenchmark {

    /** Elements. */
    @Param({"51968"})
    public int n;

    private ElementwiseKernel.Shape shape;
    private float[] a;
    private float[] b;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new ElementwiseKernel.Shape(n, ElementwiseKernel.Function.ADD);
        a = BenchmarkInputs.floats(n, 1);
        b = BenchmarkInputs.floats(n, 2);
        launch(new ElementwiseKernel(ElementwiseKernel.BEST), shape, a, b);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ElementwiseReference.plain(shape, a, b);
    }
}
