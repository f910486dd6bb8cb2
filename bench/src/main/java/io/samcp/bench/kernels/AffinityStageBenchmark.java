package io.samcp.bench.kernels;

import io.samcp.kernels.affinity.AffinityStageKernel;
import io.samcp.kernels.affinity.AffinityStageReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Masks and merged boxes of a stage: 203 queries. */
public class AffinityStageBenchmark extends KernelBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int patches;

    private float[] a;
    private int[] padding;
    private float[] boxes;
    private AffinityStageKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new AffinityStageKernel.Shape(203, patches, 0.5f, true, 0, 0, 1333, 800, true);
        a = BenchmarkInputs.floats(203 * patches, 1);
        padding = new int[Math.ceilDiv(patches, Integer.SIZE)];
        boxes = BenchmarkInputs.boxes(patches, 1333, 800, 2);
        launch(new AffinityStageKernel(AffinityStageKernel.BEST), shape, a, padding, boxes);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return AffinityStageReference.merged(shape,
                AffinityStageReference.selected(shape, AffinityStageReference.plainNormalised(shape, a, padding)), boxes);
    }
}
