package io.samcp.bench.kernels;

import io.samcp.kernels.epilogue.EpilogueKernel;
import io.samcp.kernels.epilogue.EpilogueReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Bias and ReLU behind the wide product of the feed-forward network. */
public class EpilogueBenchmark extends KernelBenchmark {

    /** Columns; there are 203 rows. */
    @Param({"2048"})
    public int columns;

    private EpilogueKernel.Shape shape;
    private float[] y;
    private float[] bias;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new EpilogueKernel.Shape(203 * columns, columns, true, false, true);
        y = BenchmarkInputs.floats(203 * columns, 1);
        bias = BenchmarkInputs.floats(columns, 2);
        launch(new EpilogueKernel(EpilogueKernel.BEST), shape, y, bias, new float[0]);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return EpilogueReference.plain(shape, y, bias, new float[0]);
    }
}
