package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.l2norm.RowL2NormKernel;
import io.samcp.kernels.l2norm.RowL2NormKernel.Shape;
import io.samcp.kernels.l2norm.RowL2NormReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of unit length. */
final class RowL2NormKernelTest {

    private static final RowL2NormKernel KERNEL = new RowL2NormKernel(RowL2NormKernel.BEST);

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "31, 33, 0.1", "33, 31, 1", "97, 257, 0.1", "257, 97, 3", "133, 512, 0.1"})
    void matchesReferenceForAwkwardSizes(int rows, int columns, float divisor) {
        final Shape shape = new Shape(rows, columns, divisor);
        for (final Filling filling : Filling.values()) {
            final float[] x = filling.floats(rows * columns, 1);
            final float[] y = launch(shape, x);
            AccuracyCheck.notWorseThanPlain(shape + ", " + filling, y, RowL2NormReference.plain(shape, x),
                    RowL2NormReference.exact(shape, x));
        }
    }

    @Test
    void aRowOfZerosIsNotANumber() {
        final float[] y = launch(new Shape(2, 3, 1), new float[]{0, 0, 0, 3, 0, 4});
        assertEquals(Float.NaN, y[0]);
        assertEquals(0.6f, y[3]);
        assertEquals(0.8f, y[5]);
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(33, 97, 0.1f), Filling.RANDOM.floats(33 * 97, 1));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 16, 1 << 16, 1));
    }

    private static float[] launch(Shape shape, float[] x) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x).floats("y");
    }
}
