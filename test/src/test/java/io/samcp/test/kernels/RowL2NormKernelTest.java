package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.l2norm.RowL2NormKernel;
import io.samcp.kernels.l2norm.RowL2NormKernel.Shape;
import io.samcp.kernels.l2norm.RowL2NormReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of unit length. */
final class RowL2NormKernelTest {

    private static final List<Shape> SHAPES = List.of(new Shape(1, 1, 1), new Shape(31, 33, 0.1f), new Shape(33, 31, 1),
            new Shape(97, 257, 0.1f), new Shape(257, 97, 3), new Shape(133, 512, 0.1f));

    /** Results are at most 10; no reference may be wrong altogether. */
    private static final double SANE = 1e-5;

    @ParameterizedTest
    @EnumSource(RowL2NormKernel.Version.class)
    void matchesReferenceForAwkwardSizes(RowL2NormKernel.Version version) {
        for (final Shape shape : SHAPES) {
            for (final Filling filling : Filling.values()) {
                final float[] x = filling.floats(shape.rows() * shape.columns(), 1);
                final float[] plain = RowL2NormReference.plain(shape, x);
                final double[] exact = RowL2NormReference.exact(shape, x);
                final String what = version + " " + shape + ", " + filling;
                AccuracyCheck.within("plain float, " + what, plain, exact, SANE);
                AccuracyCheck.notWorseThanPlain(what, launch(version, shape, x), plain, exact);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(RowL2NormKernel.Version.class)
    void aRowOfZerosIsNotANumber(RowL2NormKernel.Version version) {
        final float[] y = launch(version, new Shape(2, 3, 1), new float[]{0, 0, 0, 3, 0, 4});
        assertArrayEquals(new float[]{Float.NaN, Float.NaN, Float.NaN, 0.6f, 0, 0.8f}, y);
    }

    @ParameterizedTest
    @EnumSource(RowL2NormKernel.Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(RowL2NormKernel.Version version) {
        KernelHarness.sameInEveryOrder(new RowL2NormKernel(version), new Shape(33, 97, 0.1f), Filling.RANDOM.floats(33 * 97, 1));
    }

    /** Lane k adds columns k, k + 32, ...; then the butterfly; every operation correctly rounded. */
    @Test
    void addsInTheOrderItPromises() {
        for (final int columns : new int[]{31, 256, 331}) {
            final Shape shape = new Shape(9, columns, 0.1f);
            final float[] x = Filling.RANDOM.floats(9 * columns, 6);
            final float[] y = new float[x.length];
            for (int at = 0; at < x.length; at += columns) {
                final float[] squares = new float[ButterflySum.LANES];
                for (int c = 0; c < columns; c++) {
                    squares[c % ButterflySum.LANES] = Math.fma(x[at + c], x[at + c], squares[c % ButterflySum.LANES]);
                }
                final float length = (float) Math.sqrt(ButterflySum.of(squares));
                for (int c = 0; c < columns; c++) {
                    y[at + c] = x[at + c] / length / shape.divisor();
                }
            }
            AccuracyCheck.sameBits(shape.toString(), launch(RowL2NormKernel.Version.V1_WARP_PER_ROW, shape, x), y);
        }
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 16, 1 << 16, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, Integer.MAX_VALUE - 31, 1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, Float.NaN));
    }

    private static float[] launch(RowL2NormKernel.Version version, Shape shape, float[] x) {
        return KernelHarness.launch(EngineOptions.deterministic(), new RowL2NormKernel(version), shape, x).floats("y");
    }
}
