package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.pooling.MaxPoolKernel;
import io.samcp.kernels.pooling.MaxPoolKernel.Shape;
import io.samcp.kernels.pooling.MaxPoolReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Max-pooling. */
final class MaxPoolKernelTest {

    private static final List<Shape> SHAPES = List.of(new Shape(1, 1, 1, 1, 1, 0), new Shape(31, 33, 1, 3, 2, 1),
            new Shape(33, 31, 97, 3, 2, 1), new Shape(9, 7, 257, 2, 1, 0), new Shape(97, 5, 3, 1, 2, 0), new Shape(257, 6, 5, 4, 3, 2),
            new Shape(80, 104, 64, 3, 2, 1));

    @ParameterizedTest
    @EnumSource(MaxPoolKernel.Version.class)
    void equalsPlainLoops(MaxPoolKernel.Version version) {
        for (final Shape shape : SHAPES) {
            for (final Filling filling : Filling.values()) {
                final float[] x = filling.floats(shape.height() * shape.width() * shape.channels(), 1);
                AccuracyCheck.sameBits(version + " " + shape + ", " + filling, launch(version, shape, x),
                        MaxPoolReference.plain(shape, x));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MaxPoolKernel.Version.class)
    void paddingNeverWins(MaxPoolKernel.Version version) {
        assertArrayEquals(new float[]{-2}, launch(version, new Shape(2, 2, 1, 3, 2, 1), new float[]{-4, -3, -2, -5}));
    }

    @ParameterizedTest
    @EnumSource(MaxPoolKernel.Version.class)
    void aWindowOfOneStepTwoTakesEverySecondPixel(MaxPoolKernel.Version version) {
        assertArrayEquals(new float[]{0, 2, 6, 8}, launch(version, new Shape(3, 3, 1, 1, 2, 0), new float[]{0, 1, 2, 3, 4, 5, 6, 7, 8}));
    }

    @ParameterizedTest
    @EnumSource(MaxPoolKernel.Version.class)
    void aWindowWithNaNGivesNaN(MaxPoolKernel.Version version) {
        assertArrayEquals(new float[]{Float.NaN, Float.NaN, 4},
                launch(version, new Shape(2, 4, 1, 2, 1, 0), new float[]{1, Float.NaN, 3, 4, 0, 0, 0, 0}));
    }

    @ParameterizedTest
    @EnumSource(MaxPoolKernel.Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(MaxPoolKernel.Version version) {
        KernelHarness.sameInEveryOrder(new MaxPoolKernel(version), new Shape(17, 19, 33, 3, 2, 1), Filling.RANDOM.floats(17 * 19 * 33, 1));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(2, 2, 1, 3, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(4, 4, 1, 3, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> new Shape(4, 4, 0, 3, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(4, 4, 1, 3, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(65_536, 1, 1, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 15, 1 << 15, 2, 3, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 1, Integer.MAX_VALUE, 1, 1 << 29));
    }

    private static float[] launch(MaxPoolKernel.Version version, Shape shape, float[] x) {
        return KernelHarness.launch(EngineOptions.deterministic(), new MaxPoolKernel(version), shape, x).floats("y");
    }
}
