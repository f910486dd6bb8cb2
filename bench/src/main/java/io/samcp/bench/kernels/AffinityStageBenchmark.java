package io.samcp.bench.kernels;

import io.samcp.kernels.affinity.AffinityStageKernel;
import io.samcp.kernels.affinity.AffinityStageReference;
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

/** Masks and merged boxes of a stage: 203 queries. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class AffinityStageBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int patches;

    private float[] a;
    private int[] padding;
    private float[] boxes;
    private AffinityStageKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new AffinityStageKernel.Shape(203, patches, 0.5f, true, 0, 0, 1333, 800, true);
        a = BenchmarkInputs.floats(203 * patches, 1);
        padding = new int[Math.ceilDiv(patches, Integer.SIZE)];
        boxes = BenchmarkInputs.boxes(patches, 1333, 800, 2);
        launch = new KernelLaunch(new AffinityStageKernel(AffinityStageKernel.BEST), shape, a, padding, boxes);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return AffinityStageReference.merged(shape,
                AffinityStageReference.selected(shape, AffinityStageReference.plainNormalised(shape, a, padding)), boxes);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
