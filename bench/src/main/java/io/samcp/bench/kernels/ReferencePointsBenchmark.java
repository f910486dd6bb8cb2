package io.samcp.bench.kernels;

import io.samcp.kernels.boxes.ReferencePointsKernel;
import io.samcp.kernels.boxes.ReferencePointsReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Initial reference boxes: 53 semantic queries. */
public class ReferencePointsBenchmark extends KernelBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int patches;

    private float[] semantic;
    private float[] boxes;
    private ReferencePointsKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new ReferencePointsKernel.Shape(53, patches);
        semantic = BenchmarkInputs.floats(4 * 53, 1);
        boxes = BenchmarkInputs.floats(4 * patches, 2);
        launch(new ReferencePointsKernel(ReferencePointsKernel.BEST), shape, semantic, boxes);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ReferencePointsReference.plain(shape, semantic, boxes);
    }
}
