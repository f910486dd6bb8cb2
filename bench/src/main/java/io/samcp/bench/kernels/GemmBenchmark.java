package io.samcp.bench.kernels;

import io.samcp.kernels.gemm.GemmKernel;
import io.samcp.kernels.gemm.GemmReference;
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

/** Linear layers of the head: in and out projections, feed-forward. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {

    /** The rung. */
    @Param({"V1_NAIVE", "V2_TILED"})
    public String version;

    /** Columns of the result. */
    @Param({"256", "2048"})
    public int n;

    private float[] a;
    private float[] b;
    private float[] bias;
    private GemmKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new GemmKernel.Shape(203, n, 256, true, false, true);
        a = BenchmarkInputs.floats(203 * 256, 1);
        b = BenchmarkInputs.floats(n * 256, 2);
        bias = BenchmarkInputs.floats(n, 3);
        launch = new KernelLaunch(new GemmKernel(GemmKernel.Version.valueOf(version)), shape, a, b, bias, new float[0]);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return GemmReference.plain(shape, a, b, bias, new float[0]);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
