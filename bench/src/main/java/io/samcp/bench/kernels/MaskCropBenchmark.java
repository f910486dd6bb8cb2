package io.samcp.bench.kernels;

import io.samcp.kernels.maskcrop.MaskCropKernel;
import io.samcp.kernels.maskcrop.MaskCropReference;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** 7x7 masks of patches at 480 x 640, boxes of all sizes; the reference does the first patch only. */
public class MaskCropBenchmark extends KernelBenchmark {

    /** Patches. */
    @Param({"150"})
    public int patches;

    private int[] planes;
    private float[] boxes;
    private int words;

    /** Prepares the launch. */
    @Setup
    public void open() {
        words = 480 * 20;
        planes = BenchmarkInputs.words(patches * words, 1);
        boxes = BenchmarkInputs.floats(patches * 4, 2);
        boxes();
        launch(new MaskCropKernel(MaskCropKernel.BEST), new MaskCropKernel.Shape(patches, planes.length), planes, boxes,
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

    /** The scalar reference on one core. */
    @Benchmark
    public double[] reference() {
        return MaskCropReference.soft(Arrays.copyOf(planes, words), 480, 640, Arrays.copyOf(boxes, 4));
    }
}
