package io.samcp.bench.kernels;

import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticAcceptKernel;
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

/** Which of the competing queries become segments. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class PanopticAcceptBenchmark {

    /** Competing queries. */
    @Param({"100"})
    public int count;

    private PanopticAcceptKernel.Shape shape;
    private int[] numbers;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new PanopticAcceptKernel.Shape(count, 80, 0.8);
        numbers = new int[count];
        launch = new KernelLaunch(new PanopticAcceptKernel(PanopticAcceptKernel.BEST), shape, numbers, numbers, new int[]{count}, numbers,
                numbers);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return MergingReference.values(shape, numbers, numbers, numbers, count);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
