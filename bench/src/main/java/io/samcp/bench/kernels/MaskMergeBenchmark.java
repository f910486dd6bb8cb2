package io.samcp.bench.kernels;

import io.samcp.kernels.merging.MaskMergeKernel;
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

/** Masks of a hundred results at 480 x 640; the reference does one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskMergeBenchmark {

    /** Patches. */
    @Param({"150"})
    public int patches;

    private int[] planes;
    private int[] selected;
    private int[] queries;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        planes = BenchmarkInputs.words(patches * 9600, 1);
        selected = BenchmarkInputs.words((53 + patches) * Math.ceilDiv(patches, 32), 2);
        sparse();
        queries = new int[100];
        launch = new KernelLaunch(new MaskMergeKernel(MaskMergeKernel.BEST),
                new MaskMergeKernel.Shape(53 + patches, patches, planes.length, 9600, 100, 53), queries, new int[]{100}, selected, planes,
                BenchmarkRequests.of(patches, 53 + patches, 480, 640));
    }

    /** Every eighth patch of a row. */
    private void sparse() {
        for (int i = 0; i < selected.length; i++) {
            selected[i] &= 0x01010101;
        }
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return MergingReference.mask(selected, planes, 9600);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
