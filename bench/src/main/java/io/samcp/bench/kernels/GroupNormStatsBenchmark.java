package io.samcp.bench.kernels;

import io.samcp.kernels.groupnorm.GroupNormApplyKernel;
import io.samcp.kernels.groupnorm.GroupNormReference;
import io.samcp.kernels.groupnorm.GroupNormStatsKernel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** First pass of group norm at a level of the neck; the reference is the whole norm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupNormStatsBenchmark {

    /** Pixels. */
    @Param({"4200", "16700"})
    public int pixels;

    private float[] x;
    private float[] gamma;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        x = BenchmarkInputs.floats(pixels * 256, 1);
        gamma = BenchmarkInputs.floats(256, 2);
        launch = new KernelLaunch(new GroupNormStatsKernel(GroupNormStatsKernel.BEST), new GroupNormStatsKernel.Shape(pixels, 256, 32), x);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return GroupNormReference.plain(new GroupNormApplyKernel.Shape(pixels, 256, 32, 1e-5f), x, gamma, gamma);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
