package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.upsample.UpsampleAddKernel;
import io.samcp.kernels.upsample.UpsampleAddKernel.Shape;
import io.samcp.kernels.upsample.UpsampleAddReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The neck's top-down additions. */
final class UpsampleAddKernelTest {

    private static final List<Shape> SHAPES = List.of(new Shape(1, 1, 1, 1, 1), new Shape(31, 33, 16, 17, 3),
            new Shape(33, 31, 17, 16, 97), new Shape(50, 84, 25, 42, 31), new Shape(97, 5, 49, 3, 33), new Shape(4, 3, 2, 2, 257),
            new Shape(3, 5, 7, 9, 2), new Shape(257, 2, 129, 1, 1), new Shape(200, 334, 100, 167, 4), new Shape(6, 9, 2, 3, 5),
            new Shape(6, 6, 10, 14, 3),
            new Shape(2, 8, 1, 4, 64));

    @ParameterizedTest
    @EnumSource(UpsampleAddKernel.Version.class)
    void equalsPlainLoops(UpsampleAddKernel.Version version) {
        for (final Shape shape : SHAPES) {
            for (final Filling filling : Filling.values()) {
                final float[] a = filling.floats(shape.height() * shape.width() * shape.channels(), 1);
                final float[] b = filling.floats(shape.smallHeight() * shape.smallWidth() * shape.channels(), 2);
                AccuracyCheck.sameBits(version + " " + shape + ", " + filling, launch(version, shape, a, b),
                        UpsampleAddReference.plain(shape, a, b));
            }
        }
    }

    /** More rows and columns than 16 bits count. */
    @ParameterizedTest
    @EnumSource(UpsampleAddKernel.Version.class)
    void takesLongSides(UpsampleAddKernel.Version version) {
        for (final Shape shape : List.of(new Shape(1, 40_000, 1, 33_000, 1), new Shape(33_500, 1, 33_000, 1, 1))) {
            final float[] a = Filling.RANDOM.floats(shape.height() * shape.width(), 1);
            final float[] b = Filling.RANDOM.floats(33_000, 2);
            AccuracyCheck.sameBits(version + " " + shape,
                    KernelHarness.launchLarge(new UpsampleAddKernel(version), shape, a, b).floats("y"),
                    UpsampleAddReference.plain(shape, a, b));
        }
    }

    /** 16,777,219 rows or columns are 16,777,220 in float. */
    @ParameterizedTest
    @EnumSource(UpsampleAddKernel.Version.class)
    void roundsSizesToNearest(UpsampleAddKernel.Version version) {
        final float[] b = new float[16_777_219];
        b[8_388_610] = 3;
        for (final Shape shape : List.of(new Shape(1, 2, 1, b.length, 1), new Shape(2, 1, b.length, 1, 1))) {
            assertArrayEquals(new float[]{1, 5}, KernelHarness.launchLarge(new UpsampleAddKernel(version), shape, new float[]{1, 2}, b)
                    .floats("y"), shape.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(UpsampleAddKernel.Version.class)
    void oddSizesAreNotHalved(UpsampleAddKernel.Version version) {
        // 7 from 3: floor(0, 0.43, 0.86, 1.29, 1.71, 2.14, 2.57); halving would give 0, 0, 1, 1, 2, 2, 3
        assertArrayEquals(new float[]{10, 10, 10, 20, 20, 30, 30},
                launch(version, new Shape(7, 1, 3, 1, 1), new float[7], new float[]{10, 20, 30}));
    }

    @ParameterizedTest
    @EnumSource(UpsampleAddKernel.Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(UpsampleAddKernel.Version version) {
        KernelHarness.sameInEveryOrder(new UpsampleAddKernel(version), new Shape(9, 11, 5, 6, 33), Filling.RANDOM.floats(9 * 11 * 33, 1),
                Filling.RANDOM.floats(5 * 6 * 33, 2));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(65_536, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 15, 1 << 15, 1, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 1 << 15, 1 << 15, 2));
    }

    private static float[] launch(UpsampleAddKernel.Version version, Shape shape, float[] a, float[] b) {
        return KernelHarness.launch(EngineOptions.deterministic(), new UpsampleAddKernel(version), shape, a, b).floats("y");
    }
}
