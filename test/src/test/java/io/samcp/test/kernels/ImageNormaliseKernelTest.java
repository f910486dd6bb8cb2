package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.image.ImageNormaliseKernel;
import io.samcp.kernels.image.ImageNormaliseKernel.Shape;
import io.samcp.kernels.image.ImageNormaliseReference;
import io.samcp.runtime.EngineOptions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resize and normalisation. */
final class ImageNormaliseKernelTest {

    private static final ImageNormaliseKernel KERNEL = new ImageNormaliseKernel(ImageNormaliseKernel.BEST);
    private static final List<Float> MEAN = List.of(123.675f, 116.28f, 103.53f);
    private static final List<Float> STD = List.of(58.395f, 57.12f, 57.375f);

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "1, 1, 31, 33", "31, 33, 97, 257", "97, 257, 31, 33", "48, 64, 80, 107", "8, 8, 16, 32", "60, 80, 30, 40"})
    void equalsPlainLoopsAndExactInterpolation(int height, int width, int networkHeight, int networkWidth) {
        final byte[] rgb = image(height, width);
        final Shape shape = new Shape(networkHeight, networkWidth, rgb.length, MEAN, STD);
        AccuracyCheck.sameBits(shape.toString(), launch(shape, rgb, height, width),
                ImageNormaliseReference.plain(shape, rgb, height, width));
        final int[] levels = ImageNormaliseReference.resized(shape, rgb, height, width);
        for (int i = 0; i < levels.length; i++) {
            final double exact = bilinear(rgb, height, width, (i / 3 / networkWidth + 0.5) * height / networkHeight - 0.5,
                    (i / 3 % networkWidth + 0.5) * width / networkWidth - 0.5, i % 3);
            assertTrue(Math.abs(levels[i] - exact) <= 1, "level " + i + ": exact " + exact + ", fixed-point " + levels[i]);
        }
    }

    @Test
    void equalSizesGiveEveryByteBack() {
        final byte[] rgb = image(33, 31);
        final Shape shape = new Shape(33, 31, rgb.length, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
        final float[] y = launch(shape, rgb, 33, 31);
        for (int i = 0; i < rgb.length; i++) {
            assertEquals(rgb[i] & 0xFF, y[i], "value " + i);
        }
    }

    @Test
    void roundsDifferencesAndQuotientsToTheNearest() {
        final byte[] rgb = image(31, 33);
        final Shape shape = new Shape(31, 33, rgb.length, List.of(0.1f, 0.3f, 0.7f), List.of(0.9f, 7f, 1.1f));
        AccuracyCheck.sameBits("odd means", launch(shape, rgb, 31, 33), ImageNormaliseReference.plain(shape, rgb, 31, 33));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final byte[] rgb = image(20, 30);
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(33, 97, rgb.length, MEAN, STD), rgb, RequestRecords.of(1, 1, 20, 30));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 3, MEAN, STD));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 0, MEAN, STD));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 3, List.of(1f), STD));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 15, 1 << 15, 3, MEAN, STD));
    }

    private static byte[] image(int height, int width) {
        final byte[] rgb = new byte[3 * height * width];
        new Random(3).nextBytes(rgb);
        return rgb;
    }

    private static double bilinear(byte[] rgb, int height, int width, double y, double x, int c) {
        final double cy = Math.clamp(y, 0, height - 1);
        final double cx = Math.clamp(x, 0, width - 1);
        final int y0 = (int) cy;
        final int x0 = (int) cx;
        final int y1 = Math.min(y0 + 1, height - 1);
        final int x1 = Math.min(x0 + 1, width - 1);
        final double upper = level(rgb, width, y0, x0, c) * (1 - cx + x0) + level(rgb, width, y0, x1, c) * (cx - x0);
        final double lower = level(rgb, width, y1, x0, c) * (1 - cx + x0) + level(rgb, width, y1, x1, c) * (cx - x0);
        return upper * (1 - cy + y0) + lower * (cy - y0);
    }

    private static int level(byte[] rgb, int width, int y, int x, int c) {
        return rgb[(y * width + x) * 3 + c] & 0xFF;
    }

    private static float[] launch(Shape shape, byte[] rgb, int height, int width) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, rgb, RequestRecords.of(1, 1, height, width)).floats("y");
    }
}
