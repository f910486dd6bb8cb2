package io.samcp.bench.kernels;

import io.samcp.kernels.roialign.RoiLevelKernel;
import io.samcp.kernels.roialign.RoiLevelReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Pyramid levels of boxes. */
public class RoiLevelBenchmark extends KernelBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int boxes;

    private float[] corners;
    private RoiLevelKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new RoiLevelKernel.Shape(boxes, 4, 56);
        corners = BenchmarkInputs.boxes(boxes, 1333, 800, 1);
        launch(new RoiLevelKernel(RoiLevelKernel.BEST), shape, corners);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public int[] reference() {
        return RoiLevelReference.exact(shape, corners);
    }
}
