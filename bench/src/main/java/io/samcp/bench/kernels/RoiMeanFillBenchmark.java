package io.samcp.bench.kernels;

import io.samcp.kernels.roialign.RoiMeanFillKernel;
import io.samcp.kernels.roialign.RoiMeanFillReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Masked bins filled with the mean of the others. In place: launches after the first find them filled, which costs the same. */
public class RoiMeanFillBenchmark extends KernelBenchmark {

    /** Patches of an image. */
    @Param({"150"})
    public int boxes;

    /** Channels of the maps. */
    @Param({"256"})
    public int channels;

    private float[] x;
    private byte[] mask;
    private RoiMeanFillKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        shape = new RoiMeanFillKernel.Shape(boxes, channels);
        x = BenchmarkInputs.floats(49 * boxes * channels, 1);
        mask = BenchmarkInputs.bits(49 * boxes, 2);
        launch(new RoiMeanFillKernel(RoiMeanFillKernel.BEST), shape, x, mask);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return RoiMeanFillReference.plain(shape, x, mask);
    }
}
