package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.classlogits.ClassLogitsKernel.Shape;
import io.samcp.kernels.classlogits.WholeRowLogitsKernel;
import io.samcp.kernels.classlogits.WholeRowLogitsReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Class logits of rows that are normed on the way. */
final class WholeRowLogitsKernelTest {

    private static final WholeRowLogitsKernel KERNEL = new WholeRowLogitsKernel(WholeRowLogitsKernel.BEST);

    /** Depths on both sides of a lane's columns, of a step, of a piece; whole groups of four, and not. */
    private static final List<Shape> SHAPES = List.of(new Shape(1, 1, 1), new Shape(31, 33, 97), new Shape(33, 17, 31),
            new Shape(9, 31, 33),
            new Shape(2, 16, 4), new Shape(3, 5, 128), new Shape(5, 6, 129), new Shape(4, 7, 132), new Shape(8, 4, 256),
            new Shape(3, 9, 257),
            new Shape(10, 3, 388), new Shape(2, 15, 770), new Shape(6, 20, 1024));

    /** Of logits, which are at most about 100; no reference may be wrong altogether. */
    private static final double SANE = 1e-3;

    private static final float SCALE = 0.3f;

    @Test
    void matchesReferenceForAwkwardSizes() {
        for (final Shape shape : SHAPES) {
            for (final Filling filling : Filling.values()) {
                final float[] f = filling.floats(shape.queries() * shape.depth(), 1);
                final float[] w = filling.floats(shape.classes() * shape.depth(), 2);
                final float[] bias = Filling.RANDOM.floats(shape.classes(), 3);
                final float[] plain = WholeRowLogitsReference.plain(shape, f, w, bias, SCALE);
                final double[] exact = WholeRowLogitsReference.exact(shape, f, w, bias, SCALE);
                final String what = shape + ", " + filling;
                for (int i = 0; i < plain.length; i++) {
                    assertTrue(Double.isNaN(exact[i]) || Math.abs(plain[i] - exact[i]) <= SANE, "plain float, " + what);
                }
                AccuracyCheck.notWorseThanPlainAndNaNAlike(what, launch(shape, f, w, bias, SCALE), plain, exact);
            }
        }
    }

    /** The norm is that of the launch in whose place it stands; lane k adds columns 4k .. 4k+3 of 128; pieces from the last; then the butterfly. */
    @Test
    void addsInTheOrderItPromises() {
        for (final Shape shape : SHAPES) {
            final float[] f = Filling.RANDOM.floats(shape.queries() * shape.depth(), 4);
            final float[] w = Filling.RANDOM.floats(shape.classes() * shape.depth(), 5);
            final float[] bias = Filling.RANDOM.floats(shape.classes(), 6);
            AccuracyCheck.sameBits(shape.toString(), launch(shape, f, w, bias, SCALE),
                    asWarpsAdd(shape, ClassifierGolden.unit(shape.queries(), shape.depth(), 1, f), w, bias));
        }
    }

    private static float[] asWarpsAdd(Shape s, float[] unit, float[] w, float[] bias) {
        final float[] y = new float[s.queries() * s.classes()];
        for (int i = 0; i < y.length; i++) {
            final float[] sums = new float[ButterflySum.LANES];
            for (int piece = (s.depth() - 1) / 256 * 256; piece >= 0; piece -= 256) {
                for (int d = piece; d < Math.min(piece + 256, s.depth()); d++) {
                    final int lane = d % 128 / 4;
                    sums[lane] = Math.fma(unit[i / s.classes() * s.depth() + d], w[i % s.classes() * s.depth() + d], sums[lane]);
                }
            }
            y[i] = ButterflySum.of(sums) / SCALE + bias[i % s.classes()];
        }
        return y;
    }

    @Test
    void wholeClassifierMatchesPyTorch() {
        final ClassifierGolden golden = ClassifierGolden.read();
        AccuracyCheck.within("logits", launch(golden.shape(), golden.f(), golden.w(), golden.bias(), golden.scale()), golden.logits(),
                2e-5);
    }

    @Test
    void clampsLargeLogits() {
        assertArrayEquals(new float[]{50_000, -50_000, 7},
                launch(new Shape(1, 3, 1), new float[]{3}, new float[]{1, -1, 0}, new float[]{0, 0, 7}, 1e-6f));
    }

    /** Minus zero added to zero is zero; added to itself it would stay. */
    @Test
    void sumsStartAtZero() {
        final float[] minus = new float[16];
        Arrays.fill(minus, -0.0f);
        AccuracyCheck.sameBits("zeros", launch(new Shape(8, 16, 1), Filling.ONES.floats(8, 1), minus, minus, 1), new float[8 * 16]);
    }

    @Test
    void aRowOfZerosIsNotANumberAndNaNStaysInItsRow() {
        final float[] f = Filling.ONES.floats(9 * 5, 1);
        Arrays.fill(f, 5, 10, 0);
        f[17] = Float.NaN;
        f[26] = Float.POSITIVE_INFINITY;
        final float[] y = launch(new Shape(9, 2, 5), f, Filling.ONES.floats(10, 1), new float[2], 1);
        for (int i = 0; i < y.length; i++) {
            final int row = i / 2;
            assertEquals(row == 1 || row == 3 || row == 5, Float.isNaN(y[i]), "row " + row);
        }
    }

    @Test
    void whatIsNotANumberStaysInItsClass() {
        final float[] w = Filling.ONES.floats(6 * 8, 1);
        w[8] = Float.NaN;
        w[47] = Float.NaN;
        final float[] y = launch(new Shape(9, 6, 8), Filling.ONES.floats(72, 1), w, new float[6], 1);
        for (int i = 0; i < y.length; i++) {
            assertEquals(i % 6 == 1 || i % 6 == 5, Float.isNaN(y[i]), "class " + i % 6);
        }
    }

    @Test
    void rowsAndClassesDoNotDependOnOthers() {
        final float[] f = Filling.RANDOM.floats(13 * 300, 1);
        final float[] w = Filling.RANDOM.floats(21 * 300, 2);
        final float[] bias = Filling.RANDOM.floats(21, 3);
        final float[] all = launch(new Shape(13, 21, 300), f, w, bias, SCALE);
        for (final int row : new int[]{0, 7, 12}) {
            for (final int c : new int[]{0, 15, 20}) {
                assertEquals(all[row * 21 + c], launch(new Shape(1, 1, 300), Arrays.copyOfRange(f, row * 300, row * 300 + 300),
                        Arrays.copyOfRange(w, c * 300, c * 300 + 300), new float[]{bias[c]}, SCALE)[0], row + ", " + c);
            }
        }
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        for (final int depth : new int[]{33, 516}) {
            KernelHarness.sameInEveryOrder(KERNEL, new Shape(9, 20, depth), Filling.RANDOM.floats(9 * depth, 1),
                    Filling.RANDOM.floats(20 * depth, 2), Filling.RANDOM.floats(20, 3), new float[]{0.7f});
        }
    }

    /** As the released model has it, in the bucket of 256 patches. */
    @Test
    void touchesTheBytesOfItsCostWithoutBankConflicts() {
        final Shape shape = new Shape(309, 133, 256);
        final LaunchCounters counted = LaunchCounts.of(KERNEL, shape, Filling.ONES.floats(309 * 256, 1), Filling.ONES.floats(133 * 256, 2),
                Filling.ONES.floats(133, 3), new float[]{1});
        final double work = (double) counted.flops() / KERNEL.cost(shape).flops();
        final String what = work + " times the operations of " + KERNEL.cost(shape) + "; " + counted.total();
        assertEquals(0, counted.total().conflicts(), what);
        assertEquals(KERNEL.cost(shape).bytes(), counted.distinctBytes(), what);
        assertTrue(work >= 1 && work <= 1.25, what);
        assertTrue(counted.total().sectorBytes() <= 15e6, what);
    }

    private static float[] launch(Shape shape, float[] f, float[] w, float[] bias, float scale) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, f, w, bias, new float[]{scale}).floats("y");
    }
}
