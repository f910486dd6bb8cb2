package io.samcp.bench.kernels;

import io.samcp.kernels.roialign.RoiMeanFillKernel;
import io.samcp.kernels.roialign.RoiMeanFillReference;
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

/** Masked bins filled with the mean of the others. In place: launches after the first find them filled, which costs the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoiMeanFillBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int boxes;

    /** Channels of the maps. */
    @Param({"256"})
    public int channels;

    private float[] x;
    private byte[] mask;
    private RoiMeanFillKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new RoiMeanFillKernel.Shape(boxes, channels);
        x = BenchmarkInputs.floats(49 * boxes * channels, 1);
        mask = BenchmarkInputs.bits(49 * boxes, 2);
        launch = new KernelLaunch(new RoiMeanFillKernel(RoiMeanFillKernel.BEST), shape, x, mask);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return RoiMeanFillReference.plain(shape, x, mask);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
