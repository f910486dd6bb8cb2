package io.samcp.bench.kernels;

import io.samcp.kernels.epilogue.EpilogueKernel;
import io.samcp.kernels.epilogue.EpilogueReference;
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

/** Bias and ReLU behind the wide product of the feed-forward network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class EpilogueBenchmark {

    /** Columns; there are 203 rows. */
    @Param({"2048"})
    public int columns;

    private EpilogueKernel.Shape shape;
    private float[] y;
    private float[] bias;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new EpilogueKernel.Shape(203 * columns, columns, true, false, true);
        y = BenchmarkInputs.floats(203 * columns, 1);
        bias = BenchmarkInputs.floats(columns, 2);
        launch = new KernelLaunch(new EpilogueKernel(EpilogueKernel.BEST), shape, y, bias, new float[0]);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return EpilogueReference.plain(shape, y, bias, new float[0]);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
