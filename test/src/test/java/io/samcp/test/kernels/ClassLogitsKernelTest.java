package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.classlogits.ClassLogitsKernel;
import io.samcp.kernels.classlogits.ClassLogitsKernel.Shape;
import io.samcp.kernels.classlogits.ClassLogitsReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Class logits against text rows. */
final class ClassLogitsKernelTest {

    private static final ClassLogitsKernel KERNEL = new ClassLogitsKernel(ClassLogitsKernel.BEST);

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "31, 33, 97", "33, 257, 31", "97, 31, 33", "3, 129, 257", "20, 133, 256"})
    void matchesReferenceForAwkwardSizes(int queries, int classes, int depth) {
        final Shape shape = new Shape(queries, classes, depth);
        for (final Filling filling : Filling.values()) {
            final float[] f = filling.floats(queries * depth, 1);
            final float[] w = filling.floats(classes * depth, 2);
            final float[] bias = Filling.RANDOM.floats(classes, 3);
            AccuracyCheck.notWorseThanPlain(shape + ", " + filling, launch(shape, f, w, bias, 0.3f),
                    ClassLogitsReference.plain(shape, f, w, bias, 0.3f), ClassLogitsReference.exact(shape, f, w, bias, 0.3f));
        }
    }

    @Test
    void clampsLargeLogits() {
        assertArrayEquals(new float[]{50_000, -50_000, 7},
                launch(new Shape(1, 3, 1), new float[]{1}, new float[]{1, -1, 0}, new float[]{0, 0, 7}, 1e-6f));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(9, 200, 33), Filling.RANDOM.floats(9 * 33, 1), Filling.RANDOM.floats(200 * 33, 2),
                Filling.RANDOM.floats(200, 3), new float[]{0.7f});
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(65_536, 1, 1));
    }

    private static float[] launch(Shape shape, float[] f, float[] w, float[] bias, float scale) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, f, w, bias, new float[]{scale}).floats("y");
    }
}
