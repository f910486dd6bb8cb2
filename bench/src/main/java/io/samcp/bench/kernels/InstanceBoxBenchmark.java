package io.samcp.bench.kernels;

import io.samcp.kernels.merging.InstanceBoxKernel;
import io.samcp.kernels.merging.MergingReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Boxes of a hundred results; the reference does one. */
public class InstanceBoxBenchmark extends KernelBenchmark {

    /** Patches. */
    @Param({"150"})
    public int patches;

    private int[] selected;
    private float[] boxes;

    /** Prepares the launch. */
    @Setup
    public void open() {
        selected = BenchmarkInputs.words(100 * Math.ceilDiv(patches, 32), 1);
        boxes = BenchmarkInputs.floats(patches * 4, 2);
        launch(new InstanceBoxKernel(InstanceBoxKernel.BEST), new InstanceBoxKernel.Shape(patches, 100), selected,
                new int[]{100}, boxes, BenchmarkRequests.of(patches, 53 + patches, 480, 640));
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return MergingReference.box(selected, boxes, 1, 1, 640, 480);
    }
}
