package io.samcp.bench.kernels;

import io.samcp.kernels.pooling.MaxPoolKernel;
import io.samcp.kernels.pooling.MaxPoolReference;
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

/** The pooling of the stem; the whole image has 400 rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaxPoolBenchmark {

    /** Rows of the input. */
    @Param({"100"})
    public int height;

    private MaxPoolKernel.Shape shape;
    private float[] x;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new MaxPoolKernel.Shape(height, 667, 64, 3, 2, 1);
        x = BenchmarkInputs.floats(height * 667 * 64, 1);
        launch = new KernelLaunch(new MaxPoolKernel(MaxPoolKernel.BEST), shape, x);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return MaxPoolReference.plain(shape, x);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
