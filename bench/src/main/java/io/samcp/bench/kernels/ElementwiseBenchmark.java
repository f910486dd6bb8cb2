package io.samcp.bench.kernels;

import io.samcp.kernels.elementwise.ElementwiseKernel;
import io.samcp.kernels.elementwise.ElementwiseReference;
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

/** Queries plus positions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementwiseBenchmark {

    /** Elements. */
    @Param({"51968"})
    public int n;

    private ElementwiseKernel.Shape shape;
    private float[] a;
    private float[] b;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new ElementwiseKernel.Shape(n, ElementwiseKernel.Function.ADD);
        a = BenchmarkInputs.floats(n, 1);
        b = BenchmarkInputs.floats(n, 2);
        launch = new KernelLaunch(new ElementwiseKernel(ElementwiseKernel.BEST), shape, a, b);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ElementwiseReference.plain(shape, a, b);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
