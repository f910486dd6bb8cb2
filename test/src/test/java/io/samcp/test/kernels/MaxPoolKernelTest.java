package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.pooling.MaxPoolKernel;
import io.samcp.kernels.pooling.MaxPoolKernel.Shape;
import io.samcp.kernels.pooling.MaxPoolReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Max-pooling. */
final class MaxPoolKernelTest {

    private static final MaxPoolKernel KERNEL = new MaxPoolKernel(MaxPoolKernel.BEST);

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1, 0", "31, 33, 1, 3, 2, 1", "33, 31, 97, 3, 2, 1", "9, 7, 257, 2, 1, 0", "97, 5, 3, 1, 2, 0",
        "80, 104, 64, 3, 2, 1"})
    void equalsPlainLoops(int height, int width, int channels, int kernel, int stride, int pad) {
        final Shape shape = new Shape(height, width, channels, kernel, stride, pad);
        for (final Filling filling : Filling.values()) {
            final float[] x = filling.floats(height * width * channels, 1);
            AccuracyCheck.sameBits(shape + ", " + filling,
                    KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x).floats("y"),
                    MaxPoolReference.plain(shape, x));
        }
    }

    @Test
    void paddingNeverWins() {
        final Shape shape = new Shape(2, 2, 1, 3, 2, 1);
        final float[] x = {-4, -3, -2, -5};
        AccuracyCheck.sameBits("negative values", KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x).floats("y"),
                new float[]{-2});
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(17, 19, 33, 3, 2, 1), Filling.RANDOM.floats(17 * 19 * 33, 1));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(2, 2, 1, 3, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(4, 4, 1, 3, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> new Shape(4, 4, 0, 3, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(4, 4, 1, 3, 0, 1));
    }
}
