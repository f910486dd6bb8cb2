package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.rounding.RoundingKernel;
import io.samcp.kernels.rounding.RoundingReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The left operand of a projection. */
public class RoundingBenchmark extends KernelBenchmark {

    /** What is rounded to. */
    @Param({"TF32", "BF16", "FP16"})
    public Precision precision;

    private RoundingKernel.Shape shape;
    private float[] x;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new RoundingKernel.Shape(203 * 256, precision);
        x = BenchmarkInputs.floats(203 * 256, 1);
        launch(new RoundingKernel(RoundingKernel.BEST), shape, x);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return RoundingReference.plain(shape, x);
    }
}
