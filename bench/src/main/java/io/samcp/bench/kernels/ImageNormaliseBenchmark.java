package io.samcp.bench.kernels;

import io.samcp.kernels.image.ImageNormaliseKernel;
import io.samcp.kernels.image.ImageNormaliseReference;
import java.util.List;
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

/** A 480 x 640 image to a quarter of the network size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class ImageNormaliseBenchmark {

    /** Rows of the result. */
    @Param({"200"})
    public int height;

    private ImageNormaliseKernel.Shape shape;
    private byte[] rgb;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        rgb = new byte[480 * 640 * 3];
        shape = new ImageNormaliseKernel.Shape(height, 1067, rgb.length, List.of(123.675f, 116.28f, 103.53f),
                List.of(58.395f, 57.12f, 57.375f));
        launch = new KernelLaunch(new ImageNormaliseKernel(ImageNormaliseKernel.BEST), shape, rgb,
                BenchmarkRequests.of(150, 203, 480, 640));
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ImageNormaliseReference.plain(shape, rgb, 480, 640);
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
