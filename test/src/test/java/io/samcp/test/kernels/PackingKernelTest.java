package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.Precision;
import io.samcp.kernels.packing.PackingKernel;
import io.samcp.kernels.packing.PackingKernel.Shape;
import io.samcp.kernels.packing.PackingReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors and sums in 16 bits. */
final class PackingKernelTest {

    private static final PackingKernel KERNEL = new PackingKernel(PackingKernel.BEST);

    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void equalsPlainLoops(Precision precision) {
        for (final int n : new int[]{8, 248, 2048, 2056, 6008}) {
            check(precision, Filling.RANDOM.floats(n, 1), null);
            check(precision, Filling.RANDOM.floats(n, 1), Filling.RANDOM.floats(n, 2));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void equalsPlainLoopsForAnyBits(Precision precision) {
        final Random random = new Random(precision.ordinal());
        final float[] special = {0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY, Float.NaN, 65_519.996f, 65_520f, 1 + 0x1p-11f, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f, 0x1p-24f, 0x1p-25f};
        final float[] x = Arrays.copyOf(special, 8000);
        for (int i = special.length; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(random.nextInt());
        }
        check(precision, x, null);
    }

    /** The sum is rounded to f32 before it is rounded to 16 bits: just above a tie, it becomes one. */
    @Test
    void roundsTheSumTwice() {
        final float[] x = new float[8];
        final float[] a = new float[8];
        Arrays.fill(x, 1 + 0x1p-8f);
        Arrays.fill(a, 0x1p-26f);
        final short[] y = KernelHarness.launch(EngineOptions.deterministic(), KERNEL, new Shape(8, Precision.BF16, true), x, a).shorts("y");
        assertEquals(1.0f, Precision.BF16.toFloat(y[0]));
    }

    private static void check(Precision precision, float[] x, float[] a) {
        final Shape shape = new Shape(x.length, precision, a != null);
        final short[] y = KernelHarness.launch(EngineOptions.deterministic(), KERNEL, shape, x, a == null ? new float[0] : a).shorts("y");
        assertArrayEquals(values(precision, PackingReference.plain(shape, x, a)), values(precision, y));
    }

    private static float[] values(Precision precision, short[] bits) {
        final float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = precision.toFloat(bits[i]);
        }
        return values;
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(4104, Precision.BF16, true), Filling.RANDOM.floats(4104, 1),
                Filling.RANDOM.floats(4104, 2));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, Precision.BF16, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(12, Precision.BF16, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(8, Precision.TF32, false));
        assertThrows(IllegalArgumentException.class, () -> new Shape(Integer.MAX_VALUE - 7, Precision.FP16, false));
    }
}
