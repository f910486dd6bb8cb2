package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.roialign.RoiMeanFillKernel;
import io.samcp.kernels.roialign.RoiMeanFillKernel.Shape;
import io.samcp.kernels.roialign.RoiMeanFillReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masked bins filled with the mean of the others, against references and against PyTorch. */
final class RoiMeanFillKernelTest {

    private static final RoiMeanFillKernel KERNEL = new RoiMeanFillKernel(RoiMeanFillKernel.BEST);

    /** Plain float may be this far from double: no reference may be wrong altogether. */
    private static final double SANE = 1e-5;

    @ParameterizedTest
    @CsvSource({"1, 1", "31, 1", "2, 31", "3, 33", "33, 97", "3, 257", "150, 256"})
    void matchesReferenceForAwkwardSizes(int boxes, int channels) {
        for (Filling filling : Filling.values()) {
            final Shape shape = new Shape(boxes, channels);
            final float[] x = filling.floats(boxes * 49 * channels, 1);
            final byte[] mask = KernelInputs.cells(boxes, 2);
            final float[] plain = RoiMeanFillReference.plain(shape, x, mask);
            AccuracyCheck.within("plain float", plain, RoiMeanFillReference.exact(shape, x, mask), SANE);
            AccuracyCheck.sameBits(shape + ", " + filling, launch(shape, x, mask), plain);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c", "d", "e"})
    void matchesPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/mask_roi_align.safetensors");
        final int boxes = golden.shape(name + ".roi")[0];
        final int channels = golden.shape(name + ".roi")[1];
        final Shape shape = new Shape(boxes, channels);
        final float[] x = KernelInputs.swapped(golden.floats(name + ".masked_zero"), boxes, channels, 49, 1);
        final float[] cells = golden.floats(name + ".mask7");
        final byte[] mask = new byte[cells.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) cells[i];
        }
        final double[] expected = KernelInputs.doubles(KernelInputs.swapped(golden.floats(name + ".masked_mean"), boxes, channels, 49, 1));
        final float[] plain = RoiMeanFillReference.plain(shape, x, mask);
        AccuracyCheck.within("plain float", plain, expected, SANE);
        AccuracyCheck.notWorseThanPlain(name, launch(shape, x, mask), plain, expected);
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(5, 257), Filling.RANDOM.floats(5 * 49 * 257, 1), KernelInputs.cells(5, 2));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0));
    }

    private static float[] launch(Shape shape, float[] x, byte[] mask) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x, mask).floats("x");
    }
}
