package io.samcp.bench.kernels;

import io.samcp.kernels.boxes.BoxNormaliseKernel;
import io.samcp.kernels.boxes.BoxNormaliseReference;
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

/** Boxes as parts of an 800x1333 image. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class BoxNormaliseBenchmark {

    /** Patches and merged boxes. */
    @Param({"150", "203"})
    public int boxes;

    private float[] corners;
    private BoxNormaliseKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new BoxNormaliseKernel.Shape(boxes, 1333, 800);
        corners = BenchmarkInputs.boxes(boxes, 1333, 800, 1);
        launch = new KernelLaunch(new BoxNormaliseKernel(BoxNormaliseKernel.BEST), shape, corners);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return BoxNormaliseReference.plain(shape, corners);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
