package io.samcp.bench.kernels;

import io.samcp.kernels.groupnorm.GroupNormApplyKernel;
import io.samcp.kernels.groupnorm.GroupNormReference;
import io.samcp.kernels.groupnorm.GroupNormStatsKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** First pass of group norm at a level of the neck; the reference is the whole norm. */
public class GroupNormStatsBenchmark extends KernelBenchmark {

    /** Pixels. */
    @Param({"4200", "16700"})
    public int pixels;

    private float[] x;
    private float[] gamma;

    /** Prepares the launch. */
    @Setup
    public void open() {
        x = BenchmarkInputs.floats(pixels * 256, 1);
        gamma = BenchmarkInputs.floats(256, 2);
        launch(new GroupNormStatsKernel(GroupNormStatsKernel.BEST), new GroupNormStatsKernel.Shape(pixels, 256, 32), x);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return GroupNormReference.plain(new GroupNormApplyKernel.Shape(pixels, 256, 32, 1e-5f), x, gamma, gamma);
    }
}
