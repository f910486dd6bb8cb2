package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.Precision;
import io.samcp.kernels.rounding.RoundingKernel;
import io.samcp.kernels.rounding.RoundingKernel.Shape;
import io.samcp.kernels.rounding.RoundingReference;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.kernels.KernelInputs.Filling;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Rounding of operands, by the hardware's conversions and by plain bit arithmetic. */
final class RoundingKernelTest {

    private static final RoundingKernel KERNEL = new RoundingKernel(RoundingKernel.BEST);

    private static final int[] SIZES = {1, 31, 257};

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void equalsPlainLoops(Precision precision) {
        for (final int n : SIZES) {
            for (final Filling filling : Filling.values()) {
                equalsPlainLoops(precision, filling.floats(n, 1));
            }
        }
    }

    /** Elements of a second round of the grid follow those of the first, whatever the precision. */
    @Test
    void roundsMoreThanOneRoundOfTheGrid() {
        equalsPlainLoops(Precision.TF32, Filling.RANDOM.floats(1024 * 256 + 5, 1));
    }

    private static void equalsPlainLoops(Precision precision, float[] x) {
        AccuracyCheck.sameBits(precision + ", " + x.length, launch(precision, x),
                RoundingReference.plain(new Shape(x.length, precision), x));
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = Mode.EXCLUDE, names = "FP32")
    void equalsPlainLoopsForAnyBits(Precision precision) {
        final Random random = new Random(precision.ordinal());
        final float[] special = {0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY, Float.NaN, 65_519.996f, 65_520f, 1 + 0x1p-11f, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f, 0x1p-24f, 0x1p-25f};
        final int below = precision == Precision.TF32 ? 0x1FFF : precision == Precision.BF16 ? 0xFFFF : 0;
        for (int part = 0; part < 10; part++) {
            final float[] x = Arrays.copyOf(special, 2000);
            for (int i = special.length; i < x.length; i++) {
                x[i] = Float.intBitsToFloat(random.nextInt());
            }
            final float[] y = launch(precision, x);
            assertArrayEquals(RoundingReference.plain(new Shape(x.length, precision), x), y);
            for (final float value : y) {
                assertEquals(0, Float.floatToRawIntBits(value) & below, "bits that " + precision + " does not have");
            }
        }
    }

    @Test
    void roundsTiesAsEachPrecisionDoes() {
        final float[] x = {1 + 0x1p-11f, 1 + 3 * 0x1p-11f, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f, 65_520};
        assertArrayEquals(new float[]{1 + 0x1p-10f, 1 + 0x1p-9f, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f, 65_536}, launch(Precision.TF32, x), "tf32");
        assertArrayEquals(new float[]{1, 1, 1, 1 + 0x1p-6f, 65_536}, launch(Precision.BF16, x), "bf16");
        assertArrayEquals(new float[]{1, 1 + 0x1p-9f, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f, Float.POSITIVE_INFINITY}, launch(Precision.FP16, x),
                "f16");
    }

    @Test
    void givesTheSameBitsInEveryOrderOfWarps() {
        KernelHarness.sameInEveryOrder(KERNEL, new Shape(1000, Precision.BF16), Filling.RANDOM.floats(1000, 1));
    }

    @Test
    void refusesShapesOutsideItsContract() {
        assertThrows(IllegalArgumentException.class, () -> new Shape(0, Precision.TF32));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new Shape(1, null));
        assertThrows(IllegalArgumentException.class, () -> new Shape(Integer.MAX_VALUE - 1024 * 256 + 1, Precision.TF32));
    }

    private static float[] launch(Precision precision, float[] x) {
        return KernelHarness.launch(EngineOptions.deterministic(), KERNEL, new Shape(x.length, precision), new Object[]{x}).floats("y");
    }
}
