package io.samcp.bench.kernels;

import io.samcp.kernels.merging.InstanceBoxKernel;
import io.samcp.kernels.merging.MergingReference;
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

/** Boxes of a hundred results; the reference does one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class InstanceBoxBenchmark {

    /** Patches. */
    @Param({"150"})
    public int patches;

    private int[] selected;
    private float[] boxes;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        selected = BenchmarkInputs.words(100 * Math.ceilDiv(patches, 32), 1);
        boxes = BenchmarkInputs.floats(patches * 4, 2);
        launch = new KernelLaunch(new InstanceBoxKernel(InstanceBoxKernel.BEST), new InstanceBoxKernel.Shape(patches, 100), selected,
                new int[]{100}, boxes, BenchmarkRequests.of(patches, 53 + patches, 480, 640));
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return MergingReference.box(selected, boxes, 1, 1, 640, 480);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
