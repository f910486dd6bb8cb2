package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.roialign.RoiMeanFill16Kernel;
import io.samcp.kernels.roialign.RoiMeanFillReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Masked bins filled with the mean of the others, and all rounded to 16 bits. */
public class RoiMeanFill16Benchmark extends KernelBenchmark {

    /** Of the results. */
    @Param({"BF16", "FP16"})
    public String precision;

    /** Patches of an image. */
    @Param({"150"})
    public int boxes;

    /** Channels of the features. */
    @Param({"256"})
    public int channels;

    private float[] x;
    private byte[] mask;
    private RoiMeanFill16Kernel kernel;
    private RoiMeanFill16Kernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        kernel = new RoiMeanFill16Kernel(RoiMeanFill16Kernel.BEST, Precision.valueOf(precision));
        shape = new RoiMeanFill16Kernel.Shape(boxes, channels);
        x = BenchmarkInputs.floats(boxes * 49 * channels, 1);
        mask = BenchmarkInputs.bits(49 * boxes, 2);
        launch(kernel, shape, x, mask);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return RoiMeanFillReference.rounded(kernel, shape, x, mask);
    }
}
