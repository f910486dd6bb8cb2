package io.samcp.bench.kernels;

import io.samcp.kernels.layernorm.LayerNormKernel;
import io.samcp.kernels.layernorm.LayerNormReference;
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

/** Norms of queries, with the position added. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class LayerNormBenchmark {

    /** Rows. */
    @Param({"150", "203"})
    public int rows;

    private LayerNormKernel.Shape shape;
    private float[] x;
    private float[] gamma;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new LayerNormKernel.Shape(rows, 256, false, true, 1e-5f);
        x = BenchmarkInputs.floats(rows * 256, 1);
        gamma = BenchmarkInputs.floats(256, 2);
        launch = new KernelLaunch(new LayerNormKernel(LayerNormKernel.BEST), shape, x, new float[0], gamma, gamma, x);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return LayerNormReference.plain(shape, x, new float[0], gamma, gamma);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
