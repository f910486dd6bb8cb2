package io.samcp.bench.kernels;

import io.samcp.kernels.convolution.ConvolutionKernel;
import io.samcp.kernels.convolution.ConvolutionReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** 3x3 convolutions of the backbone, a quarter of a full image. */
public class ConvolutionBenchmark extends KernelBenchmark {

    /** Input and output channels; the image shrinks as they grow. */
    @Param({"64", "256"})
    public int channels;

    private float[] x;
    private float[] w;
    private float[] bias;
    private ConvolutionKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        final int side = 6400 / channels;
        shape = new ConvolutionKernel.Shape(side, side, channels, channels, 3, 1, 1, true, false, true);
        x = BenchmarkInputs.floats(side * side * channels, 1);
        w = BenchmarkInputs.floats(9 * channels * channels, 2);
        bias = BenchmarkInputs.floats(channels, 3);
        launch(new ConvolutionKernel(ConvolutionKernel.BEST), shape, x, w, bias, new float[0]);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ConvolutionReference.plain(shape, x, w, bias, new float[0]);
    }
}
