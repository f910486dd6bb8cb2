package io.samcp.bench.kernels;

import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticPaintKernel;
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

/** The maps of a 480 x 640 image. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class PanopticPaintBenchmark {

    /** Competing queries. */
    @Param({"100"})
    public int count;

    private PanopticPaintKernel.Shape shape;
    private int[] masks;
    private int[] values;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new PanopticPaintKernel.Shape(9600, 480 * 640, count, 133, true);
        masks = BenchmarkInputs.words(count * 9600, 1);
        values = new int[count];
        launch = new KernelLaunch(new PanopticPaintKernel(PanopticPaintKernel.BEST), shape, masks, new int[]{count}, values,
                BenchmarkRequests.of(150, 203, 480, 640));
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return MergingReference.map(shape, MergingReference.owners(masks, count, 480, 640), values);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
