package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.elementwise.ElementwiseKernel;
import io.samcp.kernels.elementwise.ElementwiseKernel.Function;
import io.samcp.kernels.elementwise.ElementwiseKernel.Shape;
import io.samcp.kernels.elementwise.ElementwiseReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums, averages and products of two tensors. */
final class ElementwiseKernelTest {

    /** The last one is more than one round of the grid. */
    private static final int[] SIZES = {1, 31, 33, 97, 257, 203 * 256, 1024 * 256 + 5};

    @ParameterizedTest
    @EnumSource(ElementwiseKernel.Version.class)
    void equalsPlainLoops(ElementwiseKernel.Version version) {
        for (final int n : SIZES) {
            for (final Function function : Function.values()) {
                for (final Filling filling : Filling.values()) {
                    final Shape shape = new Shape(n, function);
                    final float[] a = filling.floats(n, 1);
                    final float[] b = filling.floats(n, 2);
                    AccuracyCheck.sameBits(version + " " + shape + ", " + filling, launch(version, shape, a, b),
                            ElementwiseReference.plain(shape, a, b));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ElementwiseKernel.Version.class)
    void knowsSumsAveragesAndProducts(ElementwiseKernel.Version version) {
        final float[] a = {1, -2, 0.5f};
        final float[] b = {3, -4, 0.25f};
        assertArrayEquals(new float[]{4, -6, 0.75f}, launch(version, new Shape(3, Function.ADD), a, b));
        assertArrayEquals(new float[]{2, -3, 0.375f}, launch(version, new Shape(3, Function.AVERAGE), a, b));
        assertArrayEquals(new float[]{3, 8, 0.125f}, launch(version, new Shape(3, Function.MULTIPLY), a, b));
        // half of three times the smallest number lies between two: the even one
        assertArrayEquals(new float[]{2 * Float.MIN_VALUE},
                launch(version, new Shape(1, Function.AVERAGE), new float[]{3 * Float.MIN_VALUE}, new float[]{0}));
    }

    @ParameterizedTest
    @EnumSource(ElementwiseKernel.Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(ElementwiseKernel.Version version) {
        KernelHarness.sameInEveryOrder(new ElementwiseKernel(version), new Shape(1000, Function.AVERAGE), Filling.RANDOM.floats(1000, 1),
                Filling.RANDOM.floats(1000, 2));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, Function.ADD));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, null));
        assertThrows(IllegalArgumentException.class, () -> new Shape(Integer.MAX_VALUE - 1024 * 256 + 1, Function.ADD));
    }

    private static float[] launch(ElementwiseKernel.Version version, Shape shape, float[] a, float[] b) {
        return KernelHarness.launch(EngineOptions.deterministic(), new ElementwiseKernel(version), shape, a, b).floats("y");
    }
}
