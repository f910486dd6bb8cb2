package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.elementwise.ElementwiseKernel;
import io.samcp.kernels.elementwise.ElementwiseKernel.Function;
import io.samcp.kernels.elementwise.ElementwiseKernel.Shape;
import io.samcp.kernels.elementwise.ElementwiseReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums and averages of two tensors. */
final class ElementwiseKernelTest {

    private static final ElementwiseKernel KERNEL = new ElementwiseKernel(ElementwiseKernel.BEST);

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 33, 97, 257, 203 * 256, 1024 * 256 + 5})
    void equalsPlainLoops(int n) {
        for (final Function function : Function.values()) {
            for (final Filling filling : Filling.values()) {
                final Shape shape = new Shape(n, function);
                final float[] a = filling.floats(n, 1);
                final float[] b = filling.floats(n, 2);
                AccuracyCheck.sameBits(shape + ", " + filling,
                        KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, a, b).floats("y"),
                        ElementwiseReference.plain(shape, a, b));
            }
        }
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(1000, Function.AVERAGE), Filling.RANDOM.floats(1000, 1),
                Filling.RANDOM.floats(1000, 2));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, Function.ADD));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, null));
    }
}
