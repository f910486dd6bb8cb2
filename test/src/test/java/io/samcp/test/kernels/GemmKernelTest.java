package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.gemm.GemmKernel;
import io.samcp.kernels.gemm.GemmKernel.Shape;
import io.samcp.kernels.gemm.GemmReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both rungs of the matrix product: equal to plain float loops to the bit, so also to each other. */
final class GemmKernelTest {

    private static final int[][] SIZES = {{1, 1, 1}, {31, 33, 97}, {97, 31, 33}, {33, 257, 31}, {1, 97, 257}, {65, 64, 128},
        {203, 256, 64}};
    private static final float[] NONE = {};

    @ParameterizedTest
    @EnumSource(GemmKernel.Version.class)
    void equalsPlainLoopsForAwkwardSizes(GemmKernel.Version version) {
        for (final int[] size : SIZES) {
            for (int options = 0; options < 8; options++) {
                final Shape shape = new Shape(size[0], size[1], size[2], (options & 1) != 0, (options & 2) != 0, (options & 4) != 0);
                for (final Filling filling : options == 7 ? Filling.values() : new Filling[]{Filling.RANDOM}) {
                    check(version, shape, filling);
                }
            }
        }
    }

    /** Every row and column of a thread's eight by eight is the last one once, and so is every quarter of a tile. */
    @ParameterizedTest
    @EnumSource(GemmKernel.Version.class)
    void stopsAtTheLastRowAndColumn(GemmKernel.Version version) {
        for (int m = 1; m <= 8; m++) {
            for (int n = 1; n <= 8; n++) {
                check(version, new Shape(m, n, 1, true, true, false), Filling.RANDOM);
            }
        }
        for (int rows = 16; rows <= 64; rows += 16) {
            for (int k = 1; k <= 5; k++) {
                check(version, new Shape(rows, 80 - rows, k, false, false, false), Filling.RANDOM);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(GemmKernel.Version.class)
    void sumsStartAtZero(GemmKernel.Version version) {
        AccuracyCheck.sameBits("zeros", launch(version, new Shape(8, 8, 1, false, false, false),
                new float[][]{new float[8], new float[8], NONE, NONE}), new float[64]);
    }

    private static void check(GemmKernel.Version version, Shape shape, Filling filling) {
        final float[][] x = operands(shape, filling);
        final float[] plain = GemmReference.plain(shape, x[0], x[1], x[2], x[3]);
        final double[] exact = GemmReference.exact(shape, x[0], x[1], x[2], x[3]);
        AccuracyCheck.within("plain float", plain, exact, 1e-6 * shape.k() + 1e-5);
        AccuracyCheck.sameBits(version + " " + shape + ", " + filling, launch(version, shape, x), plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void feedForwardMatchesPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/ffn.safetensors");
        final int[] x = golden.shape(name + ".x");
        final int hidden = golden.shape(name + ".w1")[0];
        final Shape first = new Shape(x[0], hidden, x[1], true, false, true);
        final float[] h = launch(GemmKernel.BEST, first,
                new float[][]{golden.floats(name + ".x"), golden.floats(name + ".w1"), golden.floats(name + ".b1"), NONE});
        final Shape second = new Shape(x[0], x[1], hidden, true, true, false);
        final float[] y = launch(GemmKernel.BEST, second,
                new float[][]{h, golden.floats(name + ".w2"), golden.floats(name + ".b2"), golden.floats(name + ".x")});
        AccuracyCheck.within("out", y, KernelInputs.doubles(golden.floats(name + ".out")), 2e-5);
    }

    @Test
    void rowsDoNotDependOnHowManyThereAre() {
        final Shape all = new Shape(130, 70, 97, true, false, false);
        final float[][] x = operands(all, Filling.RANDOM);
        final float[] y = launch(GemmKernel.BEST, all, x);
        AccuracyCheck.sameBits("first row", launch(GemmKernel.BEST, new Shape(1, 70, 97, true, false, false), x), Arrays.copyOf(y, 70));
    }

    @ParameterizedTest
    @EnumSource(GemmKernel.Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(GemmKernel.Version version) {
        final Shape shape = new Shape(70, 66, 33, true, true, true);
        final float[][] x = operands(shape, Filling.RANDOM);
        KernelHarness.sameInEveryOrder(new GemmKernel(version), shape, x[0], x[1], x[2], x[3]);
    }

    @ParameterizedTest
    @EnumSource(GemmKernel.Version.class)
    void reluKeepsNaN(GemmKernel.Version version) {
        final float[] y = launch(version, new Shape(3, 1, 1, false, false, true),
                new float[][]{{Float.NaN, -1, 2}, {1}, NONE, NONE});
        assertArrayEquals(new float[]{Float.NaN, 0, 2}, y);
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, 1, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, 1, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, 0, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 16, 1, 1 << 16, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1 << 16, 1 << 16, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 16, 1 << 16, 1, false, false, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(Integer.MAX_VALUE, 1, 1, false, false, false));
        final GemmKernel naive = new GemmKernel(GemmKernel.Version.V1_NAIVE);
        assertThrows(IllegalArgumentException.class, () -> naive.geometry(new Shape(65_536, 1, 1, false, false, false)));
    }

    private static float[][] operands(Shape s, Filling filling) {
        return new float[][]{filling.floats(s.m() * s.k(), 1), filling.floats(s.n() * s.k(), 2), s.bias() ? filling.floats(s.n(), 3) : NONE,
            s.residual() ? filling.floats(s.m() * s.n(), 4) : NONE};
    }

    private static float[] launch(GemmKernel.Version version, Shape shape, float[][] x) {
        return KernelHarness.launch(EngineOptions.deterministic(), new GemmKernel(version), shape, x[0], x[1], x[2], x[3]).floats("y");
    }
}
