package io.samcp.bench.kernels;

import io.samcp.kernels.maskcrop.MaskCropKernel;
import io.samcp.kernels.maskcrop.MaskCropReference;
import java.util.Arrays;
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

/** 7x7 masks of patches at 480 x 640, boxes of all sizes; the reference does the first patch only. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskCropBenchmark {

    /** Patches. */
    @Param({"150"})
    public int patches;

    private int[] planes;
    private float[] boxes;
    private int words;
    private KernelLaunch launch;

    /** Prepares the launch. */
    @Setup
    public void open() {
        words = 480 * 20;
        planes = BenchmarkInputs.words(patches * words, 1);
        boxes = BenchmarkInputs.floats(patches * 4, 2);
        boxes();
        launch = new KernelLaunch(new MaskCropKernel(MaskCropKernel.BEST), new MaskCropKernel.Shape(patches, planes.length), planes, boxes,
                BenchmarkRequests.of(patches, patches + 53, 480, 640));
    }

    /** Corners from the random numbers. */
    private void boxes() {
        for (int n = 0; n < patches; n++) {
            final float x = 320 + 100 * boxes[4 * n];
            final float y = 240 + 80 * boxes[4 * n + 1];
            final float w = 1 + Math.abs(100 * boxes[4 * n + 2]);
            final float h = 1 + Math.abs(80 * boxes[4 * n + 3]);
            boxes[4 * n] = x;
            boxes[4 * n + 1] = y;
            boxes[4 * n + 2] = x + w;
            boxes[4 * n + 3] = y + h;
        }
    }

    /** The PTX engine on all cores. */
    @Benchmark
    public void engine() {
        launch.launchBlocking();
    }

    /** The scalar reference on one core. */
    @Benchmark
    public double[] reference() {
        return MaskCropReference.soft(Arrays.copyOf(planes, words), 480, 640, Arrays.copyOf(boxes, 4));
    }

    /** Gives everything back. */
    @TearDown
    public void close() {
        launch.close();
    }
}
