package io.samcp.bench.kernels;

import io.samcp.kernels.groupnorm.GroupNormApplyKernel;
import io.samcp.kernels.groupnorm.GroupNormReference;
import io.samcp.kernels.groupnorm.GroupNormStatsKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Second pass of group norm at a level of the neck; the reference is the whole norm. */
public class GroupNormApplyBenchmark extends KernelBenchmark {

    /** Pixels. */
    @Param({"4200", "16700"})
    public int pixels;

    private GroupNormApplyKernel.Shape shape;
    private float[] x;
    private float[] gamma;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new GroupNormApplyKernel.Shape(pixels, 256, 32, 1e-5f);
        x = BenchmarkInputs.floats(pixels * 256, 1);
        gamma = BenchmarkInputs.floats(256, 2);
        launch(new GroupNormApplyKernel(GroupNormApplyKernel.BEST), shape, x,
                new byte[2 * Double.BYTES * GroupNormStatsKernel.chunks(pixels) * 32], gamma, gamma);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return GroupNormReference.plain(shape, x, gamma, gamma);
    }
}
