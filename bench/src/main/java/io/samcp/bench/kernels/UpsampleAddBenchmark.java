package io.samcp.bench.kernels;

import io.samcp.kernels.upsample.UpsampleAddKernel;
import io.samcp.kernels.upsample.UpsampleAddReference;
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

/** The last top-down addition of the neck; the whole image has 200 rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpsampleAddBenchmark {

    /** Rows of the result. */
    @Param({"50"})
    public int height;

    private UpsampleAddKernel.Shape shape;
    private float[] a;
    private float[] b;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new UpsampleAddKernel.Shape(height, 334, height / 2, 167, 256);
        a = BenchmarkInputs.floats(height * 334 * 256, 1);
        b = BenchmarkInputs.floats(height / 2 * 167 * 256, 2);
        launch = new KernelLaunch(new UpsampleAddKernel(UpsampleAddKernel.BEST), shape, a, b);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return UpsampleAddReference.plain(shape, a, b);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
