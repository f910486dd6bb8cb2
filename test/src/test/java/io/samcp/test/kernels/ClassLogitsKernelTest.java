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
import org.junit.jupiter.params.provider.EnumSource;

/** Class logits against text rows. */
final class ClassLogitsKernelTest {

    private static final int[][] SIZES = {{1, 1, 1}, {31, 33, 97}, {33, 257, 31}, {97, 31, 33}, {2, 256, 5}, {3, 129, 257},
        {203, 133, 256}};

    @ParameterizedTest
    @EnumSource(ClassLogitsKernel.Version.class)
    void matchesReferenceForAwkwardSizes(ClassLogitsKernel.Version version) {
        for (final int[] size : SIZES) {
            final Shape shape = new Shape(size[0], size[1], size[2]);
            for (final Filling filling : Filling.values()) {
                final float[] f = filling.floats(shape.queries() * shape.depth(), 1);
                final float[] w = filling.floats(shape.classes() * shape.depth(), 2);
                final float[] bias = Filling.RANDOM.floats(shape.classes(), 3);
                final float[] plain = ClassLogitsReference.plain(shape, f, w, bias, 0.3f);
                final double[] exact = ClassLogitsReference.exact(shape, f, w, bias, 0.3f);
                final String what = version + " " + shape + ", " + filling;
                AccuracyCheck.within("plain float, " + what, plain, exact, 4e-6 * shape.depth() + 1e-5);
                AccuracyCheck.sameBits(what, launch(version, shape, f, w, bias, 0.3f), plain);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClassLogitsKernel.Version.class)
    void wholeClassifierMatchesPyTorch(ClassLogitsKernel.Version version) {
        final ClassifierGolden golden = ClassifierGolden.read();
        final Shape s = golden.shape();
        AccuracyCheck.within("logits, " + version,
                launch(version, s, ClassifierGolden.unit(s.queries(), s.depth(), 1, golden.f()), golden.w(), golden.bias(), golden.scale()),
                golden.logits(), 2e-5);
    }

    @ParameterizedTest
    @EnumSource(ClassLogitsKernel.Version.class)
    void clampsLargeLogits(ClassLogitsKernel.Version version) {
        assertArrayEquals(new float[]{50_000, -50_000, 7},
                launch(version, new Shape(1, 3, 1), new float[]{1}, new float[]{1, -1, 0}, new float[]{0, 0, 7}, 1e-6f));
    }

    @ParameterizedTest
    @EnumSource(ClassLogitsKernel.Version.class)
    void sumsStartAtZero(ClassLogitsKernel.Version version) {
        final float[] zero = {0};
        AccuracyCheck.sameBits("zeros", launch(version, new Shape(1, 1, 1), zero, zero, zero, 1), zero);
    }

    @ParameterizedTest
    @EnumSource(ClassLogitsKernel.Version.class)
    void clampDoesNotHideNaN(ClassLogitsKernel.Version version) {
        assertArrayEquals(new float[]{Float.NaN, Float.NaN, 1, 9},
                launch(version, new Shape(2, 2, 1), new float[]{Float.NaN, 2}, new float[]{1, 5}, new float[]{-1, -1}, 1));
    }

    @ParameterizedTest
    @EnumSource(ClassLogitsKernel.Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(ClassLogitsKernel.Version version) {
        KernelHarness.sameInEveryOrder(new ClassLogitsKernel(version), new Shape(9, 200, 33), Filling.RANDOM.floats(9 * 33, 1),
                Filling.RANDOM.floats(200 * 33, 2), Filling.RANDOM.floats(200, 3), new float[]{0.7f});
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(65_536, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 15, 1 << 16, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, Integer.MAX_VALUE - 255));
    }

    private static float[] launch(ClassLogitsKernel.Version version, Shape shape, float[] f, float[] w, float[] bias, float scale) {
        return KernelHarness.launch(EngineOptions.deterministic(), new ClassLogitsKernel(version), shape, f, w, bias, new float[]{scale})
                .floats("y");
    }
}
