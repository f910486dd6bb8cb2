package io.samcp.bench.kernels;

import io.samcp.kernels.gemm.GemmKernel;
import io.samcp.kernels.gemm.GemmReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Linear layers of the head: in and out projections, feed-forward. */
public class GemmBenchmark extends KernelBenchmark {

    /** The rung. */
    @Param({"V1_NAIVE", "V2_TILED"})
    public String version;

    /** Columns of the result. */
    @Param({"256", "2048"})
    public int n;

    private float[] a;
    private float[] b;
    private float[] bias;
    private GemmKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new GemmKernel.Shape(203, n, 256, true, false, true);
        a = BenchmarkInputs.floats(203 * 256, 1);
        b = BenchmarkInputs.floats(n * 256, 2);
        bias = BenchmarkInputs.floats(n, 3);
        launch(new GemmKernel(GemmKernel.Version.valueOf(version)), shape, a, b, bias, new float[0]);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return GemmReference.plain(shape, a, b, bias, new float[0]);
    }
}
