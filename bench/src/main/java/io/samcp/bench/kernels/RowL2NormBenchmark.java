package io.samcp.bench.kernels;

import io.samcp.kernels.l2norm.RowL2NormKernel;
import io.samcp.kernels.l2norm.RowL2NormReference;
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

/** Unit rows of query features. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class RowL2NormBenchmark {

    /** Rows. */
    @Param({"133", "203"})
    public int rows;

    private RowL2NormKernel.Shape shape;
    private float[] x;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new RowL2NormKernel.Shape(rows, 256, 1);
        x = BenchmarkInputs.floats(rows * 256, 1);
        launch = new KernelLaunch(new RowL2NormKernel(RowL2NormKernel.BEST), shape, x);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return RowL2NormReference.plain(shape, x);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
