package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.packing.PackingKernel;
import io.samcp.kernels.packing.PackingReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Queries with their positions, as the left operand of a projection. */
public class PackingBenchmark extends KernelBenchmark {

    /** What is rounded to. */
    @Param({"BF16", "FP16"})
    public Precision precision;

    private PackingKernel.Shape shape;
    private float[] x;
    private float[] position;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new PackingKernel.Shape(203 * 256, precision, true);
        x = BenchmarkInputs.floats(shape.n(), 1);
        position = BenchmarkInputs.floats(shape.n(), 2);
        launch(new PackingKernel(PackingKernel.BEST), shape, x, position);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public short[] reference() {
        return PackingReference.plain(shape, x, position);
    }
}
