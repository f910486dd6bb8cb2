package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.upsample.UpsampleAddKernel;
import io.samcp.kernels.upsample.UpsampleAddKernel.Shape;
import io.samcp.kernels.upsample.UpsampleAddReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The neck's top-down additions. */
final class UpsampleAddKernelTest {

    private static final UpsampleAddKernel KERNEL = new UpsampleAddKernel(UpsampleAddKernel.BEST);

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1", "31, 33, 16, 17, 3", "33, 31, 17, 16, 97", "50, 84, 25, 42, 31", "97, 5, 49, 3, 33", "4, 3, 2, 2, 257",
        "200, 334, 100, 167, 4"})
    void equalsPlainLoops(int height, int width, int smallHeight, int smallWidth, int channels) {
        final Shape shape = new Shape(height, width, smallHeight, smallWidth, channels);
        for (final Filling filling : Filling.values()) {
            final float[] a = filling.floats(height * width * channels, 1);
            final float[] b = filling.floats(smallHeight * smallWidth * channels, 2);
            AccuracyCheck.sameBits(shape + ", " + filling,
                    KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, a, b).floats("y"),
                    UpsampleAddReference.plain(shape, a, b));
        }
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(9, 11, 5, 6, 33), Filling.RANDOM.floats(9 * 11 * 33, 1),
                Filling.RANDOM.floats(5 * 6 * 33, 2));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 1, 1, 0));
    }
}
