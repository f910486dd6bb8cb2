package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.Results;
import io.samcp.kernels.layernorm.LayerNormKernel;
import io.samcp.kernels.layernorm.PackedNormKernel;
import io.samcp.kernels.layernorm.PackedNormKernel.Shape;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.test.kernels.KernelHarness.Outputs;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layer norm stored in 16 bits: the bits of the launches in whose place it stands. */
final class PackedNormKernelTest {

    private static final PackedNormKernel KERNEL = new PackedNormKernel(PackedNormKernel.BEST);
    private static final int[][] SIZES = {{1, 1}, {31, 33}, {33, 31}, {5, 257}, {57, 97}, {203, 256}};
    private static final float EPS = 1e-5f;
    private static final float[] NONE = {};
    private static final Results Y16 = new Results(false, true, false, false);

    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void equalsTheLaunchesItReplaces(Precision half) {
        for (final int[] size : SIZES) {
            for (final Filling filling : Filling.values()) {
                check(new Shape(size[0], size[1], false, Y16, half, EPS), filling);
                check(new Shape(size[0], size[1], true, Results.ALL, half, EPS), filling);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void writesWhatIsAskedForAndNothingElse(Precision half) {
        for (int bits = 1; bits < 16; bits++) {
            final Results results = new Results((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
            check(new Shape(9, 70, false, results, half, EPS), Filling.RANDOM);
            check(new Shape(9, 70, true, results, half, EPS), Filling.RANDOM);
        }
    }

    private static void check(Shape shape, Filling filling) {
        final int values = shape.rows() * shape.columns();
        final float[] x = filling.floats(values, 1);
        final float[] residual = shape.residual() ? filling.floats(values, 2) : NONE;
        final float[] gamma = filling.floats(shape.columns(), 3);
        final float[] beta = Filling.RANDOM.floats(shape.columns(), 4);
        final float[] position = shape.results().position() ? Filling.RANDOM.floats(values, 5) : NONE;
        check(shape, x, residual, gamma, beta, position);
    }

    private static void check(Shape shape, float[] x, float[] residual, float[] gamma, float[] beta, float[] position) {
        final Results results = shape.results();
        final Outputs before = KernelHarness.launch(EngineOptions.deterministic(), new LayerNormKernel(LayerNormKernel.BEST),
                new LayerNormKernel.Shape(shape.rows(), shape.columns(), shape.residual(), results.position(), shape.eps()), x, residual,
                gamma, beta, position);
        final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x, residual, gamma, beta, position);
        if (results.y()) {
            AccuracyCheck.sameBits(shape + ", y", out.floats("y"), before.floats("y"));
        }
        if (results.y16()) {
            assertArrayEquals(packed(shape.half(), before.floats("y")), out.shorts("y16"), shape + ", y16");
        }
        if (results.yp()) {
            AccuracyCheck.sameBits(shape + ", yp", out.floats("yp"), before.floats("yp"));
        }
        if (results.yp16()) {
            assertArrayEquals(packed(shape.half(), before.floats("yp")), out.shorts("yp16"), shape + ", yp16");
        }
    }

    private static short[] packed(Precision half, float[] values) {
        final short[] packed = new short[values.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = half.toHalf(values[i]);
        }
        return packed;
    }

    /** Weights that take results beyond what f16 holds, and rows that are not numbers. */
    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void roundsWhateverComes(Precision half) {
        final float[] x = Filling.RANDOM.floats(6 * 40, 1);
        x[45] = Float.NaN;
        x[90] = Float.POSITIVE_INFINITY;
        final float[] gamma = Filling.RANDOM.floats(40, 2);
        for (int i = 0; i < 40; i++) {
            gamma[i] *= (float) Math.pow(10, i - 20);
        }
        check(new Shape(6, 40, false, Results.ALL, half, EPS), x, NONE, gamma, new float[40], Filling.RANDOM.floats(6 * 40, 3));
    }

    @Test
    void rowsDoNotDependOnOtherRows() {
        final float[] x = Filling.RANDOM.floats(9 * 70, 1);
        final float[] gamma = Filling.RANDOM.floats(70, 2);
        final short[] all = half(new Shape(9, 70, false, Y16, Precision.BF16, EPS), x, gamma);
        assertArrayEquals(Arrays.copyOf(all, 70), half(new Shape(1, 70, false, Y16, Precision.BF16, EPS), x, gamma));
    }

    private static short[] half(Shape shape, float[] x, float[] gamma) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x, NONE, gamma, gamma, NONE).shorts("y16");
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final float[] x = Filling.RANDOM.floats(33 * 97, 1);
        final float[] gamma = Filling.RANDOM.floats(97, 2);
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(33, 97, true, Results.ALL, Precision.FP16, EPS), x, x, gamma, gamma, x);
    }

    @Test
    void touchesTheBytesOfItsCost() {
        for (final Results results : new Results[]{Y16, Results.ALL}) {
            final Shape shape = new Shape(309, 256, false, results, Precision.BF16, EPS);
            final LaunchCounters counted = LaunchCounts.of(KERNEL, shape);
            assertEquals(KERNEL.cost(shape).bytes(), counted.distinctBytes());
        }
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, false, Y16, Precision.BF16, EPS));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, false, Y16, Precision.BF16, EPS));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, false, Y16, Precision.BF16, -1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, false, Y16, Precision.BF16, Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1 << 16, 1 << 16, false, Y16, Precision.BF16, EPS));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, false, Results.NONE, Precision.BF16, EPS));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, false, Y16, Precision.FP32, EPS));
    }
}
