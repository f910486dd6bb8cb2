package io.samcp.bench.kernels;

import io.samcp.kernels.convolution.ConvolutionKernel;
import io.samcp.kernels.convolution.ConvolutionReference;
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

/** 3x3 convolutions of the backbone, a quarter of a full image. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionBenchmark {

    /** Input and output channels; the image shrinks as they grow. */
    @Param({"64", "256"})
    public int channels;

    private float[] x;
    private float[] w;
    private float[] bias;
    private ConvolutionKernel.Shape shape;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        final int side = 6400 / channels;
        shape = new ConvolutionKernel.Shape(side, side, channels, channels, 3, 1, 1, true, false, true);
        x = BenchmarkInputs.floats(side * side * channels, 1);
        w = BenchmarkInputs.floats(9 * channels * channels, 2);
        bias = BenchmarkInputs.floats(channels, 3);
        launch = new KernelLaunch(new ConvolutionKernel(ConvolutionKernel.BEST), shape, x, w, bias, new float[0]);
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ConvolutionReference.plain(shape, x, w, bias, new float[0]);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
