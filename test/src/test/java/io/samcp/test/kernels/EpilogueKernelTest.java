package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.epilogue.EpilogueKernel;
import io.samcp.kernels.epilogue.EpilogueKernel.Shape;
import io.samcp.kernels.epilogue.EpilogueReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bias, residual and ReLU behind a library's product. */
final class EpilogueKernelTest {

    private static final float[] NONE = {};

    /** Rows and columns; the last one is more than one round of the grid. */
    private static final int[][] SIZES = {{1, 1}, {1, 31}, {33, 1}, {97, 3}, {7, 257}, {1031, 256}};

    @ParameterizedTest
    @EnumSource(EpilogueKernel.Version.class)
    void equalsPlainLoopsWithEveryCombination(EpilogueKernel.Version version) {
        for (final int[] size : SIZES) {
            for (int options = 1; options < 8; options++) {
                final Shape shape = new Shape(size[0] * size[1], size[1], (options & 1) != 0, (options & 2) != 0, (options & 4) != 0);
                for (final Filling filling : Filling.values()) {
                    final float[] y = filling.floats(shape.elements(), 1);
                    final float[] bias = shape.bias() ? filling.floats(shape.columns(), 2) : NONE;
                    final float[] residual = shape.residual() ? filling.floats(shape.elements(), 3) : NONE;
                    AccuracyCheck.sameBits(version + " " + shape + ", " + filling, launch(version, shape, y, bias, residual),
                            EpilogueReference.plain(shape, y, bias, residual));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EpilogueKernel.Version.class)
    void computesAnExampleByHand(EpilogueKernel.Version version) {
        final float[] y = {1, -2, 3, -4, Float.NaN, 0.5f};
        assertArrayEquals(new float[]{11, 0, 33, 6, Float.NaN, 30.5f},
                launch(version, new Shape(6, 3, true, false, true), y, new float[]{10, -20, 30}, NONE));
        assertArrayEquals(new float[]{1, 0, 3, 0, Float.NaN, 0.5f}, launch(version, new Shape(6, 3, false, false, true), y, NONE, NONE));
        assertArrayEquals(new float[]{0, -1, 4, -3, Float.NaN, 1.5f},
                launch(version, new Shape(6, 2, false, true, false), y, NONE, new float[]{-1, 1, 1, 1, 1, 1}));
    }

    @ParameterizedTest
    @EnumSource(EpilogueKernel.Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(EpilogueKernel.Version version) {
        KernelHarness.sameInEveryOrder(new EpilogueKernel(version), new Shape(1000, 10, true, true, true),
                Filling.RANDOM.floats(1000, 1), Filling.RANDOM.floats(10, 2), Filling.RANDOM.floats(1000, 3));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, true, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(10, 0, true, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(10, 3, true, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(10, 5, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(Integer.MAX_VALUE - 1024 * 256 + 1, 1, true, false, false));
    }

    private static float[] launch(EpilogueKernel.Version version, Shape shape, float[] y, float[] bias, float[] residual) {
        return KernelHarness.launch(EngineOptions.deterministic(), new EpilogueKernel(version), shape, y, bias, residual).floats("y");
    }
}
