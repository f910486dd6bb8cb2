package io.samcp.bench.kernels;

import io.samcp.kernels.image.ImageNormaliseKernel;
import io.samcp.kernels.image.ImageNormaliseReference;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A 480 x 640 image to a quarter of the network size. */
public class ImageNormaliseBenchmark extends KernelBenchmark {

    /** Rows of the result. */
    @Param({"200"})
    public int height;

    private ImageNormaliseKernel.Shape shape;
    private byte[] rgb;

    /** Prepares the launch. */
    @Setup
    public void open() {
        rgb = new byte[480 * 640 * 3];
        shape = new ImageNormaliseKernel.Shape(height, 1067, rgb.length, List.of(123.675f, 116.28f, 103.53f),
                List.of(58.395f, 57.12f, 57.375f));
        launch(new ImageNormaliseKernel(ImageNormaliseKernel.BEST), shape, rgb,
                BenchmarkRequests.of(150, 203, 480, 640));
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return ImageNormaliseReference.plain(shape, rgb, 480, 640);
    }
}
