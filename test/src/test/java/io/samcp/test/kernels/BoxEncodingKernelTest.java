package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.boxencoding.BoxEncodingKernel;
import io.samcp.kernels.boxencoding.BoxEncodingKernel.Shape;
import io.samcp.kernels.boxencoding.BoxEncodingReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sine encodings against their references and against PyTorch. */
final class BoxEncodingKernelTest {

    private static final BoxEncodingKernel KERNEL = new BoxEncodingKernel(BoxEncodingKernel.BEST);
    private static final double TEMPERATURE = 10000;

    /** Plain float may be this far from double for boxes near the image: no reference may be wrong altogether. */
    private static final double SANE = 4e-6;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 31", "2, 64", "33, 3", "31, 33", "3, 97", "2, 257", "203, 128"})
    void matchesReferenceForAwkwardSizes(int boxes, int features) {
        for (Filling filling : Filling.values()) {
            final Shape shape = new Shape(boxes, features);
            final float[] x = filling.floats(4 * boxes, 1);
            final float[] period = periods(features);
            final double[] exact = BoxEncodingReference.exact(shape, x, period);
            final float[] plain = BoxEncodingReference.plain(shape, x, period);
            AccuracyCheck.within("plain float", plain, exact, SANE);
            AccuracyCheck.notWorseThanPlain(shape + ", " + filling, launch(shape, x, period), plain, exact);
        }
    }

    @Test
    void matchesReferenceFarOutsideTheImage() {
        final Shape shape = new Shape(97, 8);
        final float[] boxes = Filling.RANDOM.floats(4 * 97, 1);
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] *= 40;
        }
        AccuracyCheck.notWorseThanPlain("far", launch(shape, boxes, periods(8)), BoxEncodingReference.plain(shape, boxes, periods(8)),
                BoxEncodingReference.exact(shape, boxes, periods(8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 48, 128})
    void matchesPyTorch(int features) {
        final GoldenFile golden = GoldenFile.open("kernels/box_encoding.safetensors");
        final Shape shape = new Shape(golden.shape("boxes")[0], features);
        final float[] boxes = golden.floats("boxes");
        final double[] expected = KernelInputs.doubles(golden.floats("enc" + features));
        final float[] plain = BoxEncodingReference.plain(shape, boxes, periods(features));
        AccuracyCheck.within("plain float", plain, expected, SANE);
        AccuracyCheck.notWorseThanPlain("golden", launch(shape, boxes, periods(features)), plain, expected);
    }

    @Test
    void doesNotDependOnOtherBoxes() {
        final float[] boxes = Filling.RANDOM.floats(4 * 9, 1);
        final float[] period = periods(33);
        AccuracyCheck.sameBits("first box", launch(new Shape(1, 33), Arrays.copyOf(boxes, 4), period),
                Arrays.copyOf(launch(new Shape(9, 33), boxes, period), 4 * 33));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(9, 97), Filling.RANDOM.floats(4 * 9, 1), periods(97));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(65536, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0));
    }

    private static float[] periods(int features) {
        final float[] periods = new float[features];
        for (int k = 0; k < features; k++) {
            final int even = k - k % 2;
            periods[k] = (float) Math.pow(TEMPERATURE, (double) even / features);
        }
        return periods;
    }

    private static float[] launch(Shape shape, float[] boxes, float[] period) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, boxes, period).floats("out");
    }
}
