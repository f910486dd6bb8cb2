package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.layernorm.LayerNormKernel;
import io.samcp.kernels.layernorm.LayerNormKernel.Shape;
import io.samcp.kernels.layernorm.LayerNormReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import io.samcp.test.kernels.KernelHarness.Outputs;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layer norm with residual and position. */
final class LayerNormKernelTest {

    private static final int[][] SIZES = {{1, 1}, {31, 33}, {33, 31}, {97, 257}, {257, 97}, {203, 256}};
    private static final float EPS = 1e-5f;
    private static final float[] NONE = {};

    /** Results are at most about 20; no reference may be wrong altogether. */
    private static final double SANE = 4e-5;

    @ParameterizedTest
    @EnumSource(LayerNormKernel.Version.class)
    void matchesReferenceForAwkwardSizes(LayerNormKernel.Version version) {
        for (final int[] size : SIZES) {
            for (final Filling filling : Filling.values()) {
                for (int options = 0; options < 4; options++) {
                    check(version, new Shape(size[0], size[1], (options & 1) != 0, (options & 2) != 0, EPS), filling);
                }
            }
        }
    }

    private static void check(LayerNormKernel.Version version, Shape shape, Filling filling) {
        final int values = shape.rows() * shape.columns();
        final float[] x = filling.floats(values, 1);
        final float[] residual = shape.residual() ? filling.floats(values, 2) : NONE;
        final float[] gamma = filling.floats(shape.columns(), 3);
        final float[] beta = Filling.RANDOM.floats(shape.columns(), 4);
        final float[] position = shape.position() ? Filling.RANDOM.floats(values, 5) : NONE;
        final Outputs out = launch(version, shape, x, residual, gamma, beta, position);
        final float[] plain = LayerNormReference.plain(shape, x, residual, gamma, beta);
        final double[] exact = LayerNormReference.exact(shape, x, residual, gamma, beta);
        final String what = version + " " + shape + ", " + filling;
        AccuracyCheck.within("plain float, " + what, plain, exact, SANE);
        AccuracyCheck.notWorseThanPlain(what, out.floats("y"), plain, exact);
        if (shape.position()) {
            final float[] sum = out.floats("y");
            for (int i = 0; i < sum.length; i++) {
                sum[i] += position[i];
            }
            AccuracyCheck.sameBits(what + ", second result", out.floats("yp"), sum);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void matchesPyTorch(String name) {
        final GoldenFile golden = GoldenFile.open("kernels/layernorm.safetensors");
        final int[] size = golden.shape(name + ".x");
        final Shape shape = new Shape(size[0], size[1], false, false, EPS);
        final float[] x = golden.floats(name + ".x");
        final float[] gamma = golden.floats(name + ".weight");
        final float[] beta = golden.floats(name + ".bias");
        final double[] out = KernelInputs.doubles(golden.floats(name + ".out"));
        final float[] plain = LayerNormReference.plain(shape, x, NONE, gamma, beta);
        AccuracyCheck.within("plain float, " + name, plain, out, SANE);
        for (final LayerNormKernel.Version version : LayerNormKernel.Version.values()) {
            AccuracyCheck.notWorseThanPlain(version + " " + name, launch(version, shape, x, NONE, gamma, beta, NONE).floats("y"), plain,
                    out);
        }
    }

    @ParameterizedTest
    @EnumSource(LayerNormKernel.Version.class)
    void rowsDoNotDependOnOtherRows(LayerNormKernel.Version version) {
        final float[] x = Filling.RANDOM.floats(9 * 70, 1);
        final float[] gamma = Filling.RANDOM.floats(70, 2);
        final float[] all = launch(version, new Shape(9, 70, false, false, EPS), x, NONE, gamma, gamma, NONE).floats("y");
        final float[] one = launch(version, new Shape(1, 70, false, false, EPS), x, NONE, gamma, gamma, NONE).floats("y");
        AccuracyCheck.sameBits("first row", one, Arrays.copyOf(all, 70));
    }

    @ParameterizedTest
    @EnumSource(LayerNormKernel.Version.class)
    void givesTheSameBitsInEveryOrderOfWarps(LayerNormKernel.Version version) {
        final float[] x = Filling.RANDOM.floats(33 * 97, 1);
        final float[] gamma = Filling.RANDOM.floats(97, 2);
        KernelHarness.sameInEveryOrder(new LayerNormKernel(version), new Shape(33, 97, true, true, EPS), x, x, gamma, gamma, x);
    }

    @ParameterizedTest
    @EnumSource(LayerNormKernel.Version.class)
    void addsNothingToConstantRows(LayerNormKernel.Version version) {
        final float[] zeros = new float[3];
        final float[] ones = {1, 1, 1};
        assertArrayEquals(zeros, launch(version, new Shape(1, 3, false, false, EPS), zeros, NONE, ones, zeros, NONE).floats("y"));
        assertArrayEquals(new float[]{Float.NaN, Float.NaN, Float.NaN},
                launch(version, new Shape(1, 3, false, false, 0), ones, NONE, ones, zeros, NONE).floats("y"), "without an epsilon");
    }

    /** Lane k adds columns k, k + 32, ...; then the butterfly; every operation correctly rounded. */
    @Test
    void addsInTheOrderItPromises() {
        for (final int columns : new int[]{31, 256, 331}) {
            final Shape shape = new Shape(9, columns, columns != 256, false, EPS);
            final float[] x = Filling.RANDOM.floats(9 * columns, 6);
            final float[] residual = shape.residual() ? Filling.RANDOM.floats(9 * columns, 7) : NONE;
            final float[] gamma = Filling.RANDOM.floats(columns, 8);
            final float[] beta = Filling.RANDOM.floats(columns, 9);
            AccuracyCheck.sameBits(shape.toString(),
                    launch(LayerNormKernel.Version.V1_WARP_PER_ROW, shape, x, residual, gamma, beta, NONE).floats("y"),
                    asAWarpAdds(shape, x, residual, gamma, beta));
        }
    }

    private static float[] asAWarpAdds(Shape s, float[] x, float[] residual, float[] gamma, float[] beta) {
        final float[] y = new float[s.rows() * s.columns()];
        for (int at = 0; at < y.length; at += s.columns()) {
            final float[] sums = new float[ButterflySum.LANES];
            final float[] squares = new float[ButterflySum.LANES];
            for (int c = 0; c < s.columns(); c++) {
                y[at + c] = s.residual() ? x[at + c] + residual[at + c] : x[at + c];
                sums[c % ButterflySum.LANES] += y[at + c];
            }
            final float mean = ButterflySum.of(sums) / s.columns();
            for (int c = 0; c < s.columns(); c++) {
                final float z = y[at + c] - mean;
                squares[c % ButterflySum.LANES] = Math.fma(z, z, squares[c % ButterflySum.LANES]);
            }
            final float scale = 1 / (float) Math.sqrt(ButterflySum.of(squares) / s.columns() + s.eps());
            for (int c = 0; c < s.columns(); c++) {
                y[at + c] = (y[at + c] - mean) * scale * gamma[c] + beta[c];
            }
        }
        return y;
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, false, false, EPS));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, false, false, EPS));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, false, false, -1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, false, false, Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, Integer.MAX_VALUE - 31, false, false, EPS));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 16, 1 << 16, false, false, EPS));
    }

    private static Outputs launch(LayerNormKernel.Version version, Shape shape, float[] x, float[] residual, float[] gamma, float[] beta,
            float[] position) {
        return KernelHarness.launch(EngineOptions.deterministic(), new LayerNormKernel(version), shape, x, residual, gamma, beta, position);
    }
}
