package io.samcp.bench.kernels;

import io.samcp.kernels.boxes.ReferencePointsKernel;
import io.samcp.kernels.boxes.ReferencePointsReference;
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

/** Initial reference boxes: 53 semantic queries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReferencePointsBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int patches;

    private float[] semantic;
    private float[] boxes;
    private ReferencePointsKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new ReferencePointsKernel.Shape(53, patches);
        semantic = BenchmarkInputs.floats(4 * 53, 1);
        boxes = BenchmarkInputs.floats(4 * patches, 2);
        launch = new KernelLaunch(new ReferencePointsKernel(ReferencePointsKernel.BEST), shape, semantic, boxes);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ReferencePointsReference.plain(shape, semantic, boxes);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
