package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.Precision;
import io.samcp.kernels.boxencoding.BoxEncodingKernel;
import io.samcp.kernels.boxencoding.PairEncodingKernel;
import io.samcp.kernels.boxencoding.PairEncodingKernel.Shape;
import io.samcp.kernels.boxes.BoxNormaliseKernel;
import io.samcp.kernels.packing.PackingKernel;
import io.samcp.kernels.packing.PackingReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encodings of corners and of parts of an image: the bits of the three launches in whose place they stand. */
final class PairEncodingKernelTest {

    private static final PairEncodingKernel KERNEL = new PairEncodingKernel(PairEncodingKernel.BEST);
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 64", "33, 4", "31, 34", "3, 98", "2, 130", "203, 128"})
    void equalsTheLaunchesItReplaces(int boxes, int features) {
        final float[] corners = KernelInputs.boxes(boxes, WIDTH, HEIGHT, boxes);
        final float[] period = periods(features);
        final float[] parts = KernelHarness.launch(EngineOptions.deterministic(), new BoxNormaliseKernel(BoxNormaliseKernel.BEST),
                new BoxNormaliseKernel.Shape(boxes, WIDTH, HEIGHT), new Object[]{corners}).floats("out");
        final float[] expected = KernelHarness.launch(EngineOptions.deterministic(), new BoxEncodingKernel(BoxEncodingKernel.BEST),
                new BoxEncodingKernel.Shape(boxes, features), parts, period).floats("out");
        for (final boolean ofCorners : new boolean[]{true, false}) {
            for (final Precision half : new Precision[]{Precision.FP32, Precision.BF16, Precision.FP16}) {
                final Shape shape = new Shape(boxes, features, WIDTH, HEIGHT, ofCorners, true, half);
                final KernelHarness.Outputs both = launch(shape, ofCorners ? corners : parts, period);
                AccuracyCheck.sameBits(shape.toString(), both.floats("out"), expected);
                if (half != Precision.FP32) {
                    final short[] packed = PackingReference.plain(new PackingKernel.Shape(expected.length, half, false), expected, null);
                    assertArrayEquals(packed, both.shorts("out16"), shape.toString());
                    assertArrayEquals(packed, launch(new Shape(boxes, features, WIDTH, HEIGHT, ofCorners, false, half),
                            ofCorners ? corners : parts, period).shorts("out16"), shape.toString());
                }
            }
        }
    }

    @Test
    void doesNotDependOnOtherBoxes() {
        final float[] boxes = KernelInputs.boxes(9, WIDTH, HEIGHT, 9);
        final Shape all = new Shape(9, 34, WIDTH, HEIGHT, true, true, Precision.FP32);
        final Shape one = new Shape(1, 34, WIDTH, HEIGHT, true, true, Precision.FP32);
        AccuracyCheck.sameBits("first box", launch(one, Arrays.copyOf(boxes, 4), periods(34)).floats("out"),
                Arrays.copyOf(launch(all, boxes, periods(34)).floats("out"), 4 * 34));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(9, 98, WIDTH, HEIGHT, true, true, Precision.BF16),
                Filling.RANDOM.floats(4 * 9, 1), periods(98));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 2, 1, 1, true, true, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new Shape(65536, 2, 1, 1, true, true, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 3, 1, 1, true, true, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new Shape(65535, 1 << 14, 1, 1, true, true, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 2, 1, 1, true, false, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 2, 1, 1, true, true, Precision.TF32));
    }

    static float[] periods(int features) {
        final float[] periods = new float[features];
        for (int k = 0; k < features; k++) {
            periods[k] = (float) Math.pow(10_000, (k - k % 2) / (double) features);
        }
        return periods;
    }

    private static KernelHarness.Outputs launch(Shape shape, float[] boxes, float[] period) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, boxes, period);
    }
}
