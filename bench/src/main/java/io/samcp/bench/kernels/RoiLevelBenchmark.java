package io.samcp.bench.kernels;

import io.samcp.kernels.roialign.RoiLevelKernel;
import io.samcp.kernels.roialign.RoiLevelReference;
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

/** Pyramid levels of boxes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoiLevelBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int boxes;

    private float[] corners;
    private RoiLevelKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new RoiLevelKernel.Shape(boxes, 4, 56);
        corners = BenchmarkInputs.boxes(boxes, 1333, 800, 1);
        launch = new KernelLaunch(new RoiLevelKernel(RoiLevelKernel.BEST), shape, corners);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return RoiLevelReference.exact(shape, corners);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
