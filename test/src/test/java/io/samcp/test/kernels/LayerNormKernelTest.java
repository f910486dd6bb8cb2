package io.samcp.test.kernels;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layer norm with residual and position. */
final class LayerNormKernelTest {

    private static final LayerNormKernel KERNEL = new LayerNormKernel(LayerNormKernel.BEST);
    private static final float EPS = 1e-5f;
    private static final float[] NONE = {};

    @ParameterizedTest
    @CsvSource({"1, 1", "31, 33", "33, 31", "97, 257", "257, 97", "203, 256"})
    void matchesReferenceForAwkwardSizes(int rows, int columns) {
        for (final Filling filling : Filling.values()) {
            for (int options = 0; options < 4; options++) {
                final Shape shape = new Shape(rows, columns, (options & 1) != 0, (options & 2) != 0, EPS);
                final float[] x = filling.floats(rows * columns, 1);
                final float[] residual = shape.residual() ? filling.floats(rows * columns, 2) : NONE;
                final float[] gamma = filling.floats(columns, 3);
                final float[] beta = Filling.RANDOM.floats(columns, 4);
                final float[] position = shape.position() ? Filling.RANDOM.floats(rows * columns, 5) : NONE;
                final Outputs out = KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x, residual, gamma, beta, position);
                final String what = shape + ", " + filling;
                AccuracyCheck.notWorseThanPlain(what, out.floats("y"), LayerNormReference.plain(shape, x, residual, gamma, beta),
                        LayerNormReference.exact(shape, x, residual, gamma, beta));
                if (shape.position()) {
                    final float[] sum = out.floats("y");
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += position[i];
                    }
                    AccuracyCheck.sameBits(what + ", second result", out.floats("yp"), sum);
                }
            }
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
        AccuracyCheck.notWorseThanPlain(name,
                KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x, NONE, gamma, beta, NONE).floats("y"),
                LayerNormReference.plain(shape, x, NONE, gamma, beta), KernelInputs.doubles(golden.floats(name + ".out")));
    }

    @Test
    void rowsDoNotDependOnOtherRows() {
        final float[] x = Filling.RANDOM.floats(9 * 70, 1);
        final float[] gamma = Filling.RANDOM.floats(70, 2);
        final float[] all = KernelHarness
                .launch(EngineOptions.deterministic(), KERNEL, new Shape(9, 70, false, false, EPS), x, NONE, gamma, gamma, NONE)
                .floats("y");
        final float[] one = KernelHarness
                .launch(EngineOptions.deterministic(), KERNEL, new Shape(1, 70, false, false, EPS), x, NONE, gamma, gamma, NONE)
                .floats("y");
        AccuracyCheck.sameBits("first row", one, Arrays.copyOf(all, 70));
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        final float[] x = Filling.RANDOM.floats(33 * 97, 1);
        final float[] gamma = Filling.RANDOM.floats(97, 2);
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(33, 97, true, true, EPS), x, x, gamma, gamma, x);
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, 1, false, false, EPS));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 0, false, false, EPS));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, false, false, -1));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, 1, false, false, Float.NaN));
    }
}
