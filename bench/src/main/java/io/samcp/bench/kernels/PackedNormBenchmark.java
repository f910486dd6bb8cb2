package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.Results;
import io.samcp.kernels.layernorm.LayerNormKernel;
import io.samcp.kernels.layernorm.LayerNormReference;
import io.samcp.kernels.layernorm.PackedNormKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Norms of queries, as operands of a product. */
public class PackedNormBenchmark extends KernelBenchmark {

    private static final float EPS = 1e-5f;

    /** Queries, and those of a bucket. */
    @Param({"203", "309"})
    public int rows;

    private float[] x;
    private float[] gamma;

    /** Prepares the launch. */
    @Setup
    public void open() {
        x = BenchmarkInputs.floats(rows * 256, 1);
        gamma = BenchmarkInputs.floats(256, 2);
        launch(new PackedNormKernel(PackedNormKernel.BEST),
                new PackedNormKernel.Shape(rows, 256, false, new Results(false, true, false, false), Precision.BF16, EPS), x, new float[0],
                gamma, gamma, new float[0]);
    }

    /** The scalar reference on one core, in f32. */
    @Benchmark
    public float[] reference() {
        return LayerNormReference.plain(new LayerNormKernel.Shape(rows, 256, false, false, EPS), x, new float[0], gamma, gamma);
    }
}
