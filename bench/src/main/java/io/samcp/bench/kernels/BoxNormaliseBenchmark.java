package io.samcp.bench.kernels;

import io.samcp.kernels.boxes.BoxNormaliseKernel;
import io.samcp.kernels.boxes.BoxNormaliseReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Boxes as parts of an 800x1333 image. */
public class BoxNormaliseBenchmark extends KernelBenchmark {

    /** Patches and merged boxes. */
    @Param({"150", "203"})
    public int boxes;

    private float[] corners;
    private BoxNormaliseKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new BoxNormaliseKernel.Shape(boxes, 1333, 800);
        corners = BenchmarkInputs.boxes(boxes, 1333, 800, 1);
        launch(new BoxNormaliseKernel(BoxNormaliseKernel.BEST), shape, corners);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return BoxNormaliseReference.plain(shape, corners);
    }
}
