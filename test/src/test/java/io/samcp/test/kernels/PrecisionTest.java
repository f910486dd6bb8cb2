package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values in 16 bits. */
final class PrecisionTest {

    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void everyHalfSaysWhatItIs(Precision precision) {
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            final float value = precision.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertEquals((short) bits, precision.toHalf(value), () -> precision + " of " + value);
                assertEquals(value, precision.round(value));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void aNaNStaysNaNWhateverItsBits(Precision precision) {
        for (final int bits : new int[]{0x7F800001, 0x7FC00000, 0xFF800001, 0xFFFFFFFF}) {
            assertTrue(Float.isNaN(precision.toFloat(precision.toHalf(Float.intBitsToFloat(bits)))), Integer.toHexString(bits));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "FP16"})
    void bytesAreRoundedAndComeLowOneFirst(Precision precision) {
        final float[] values = {1, -2.5f, 1 + 0x1p-12f, 0x1p-140f, Float.POSITIVE_INFINITY};
        final byte[] bytes = precision.toBytes(values);
        assertArrayEquals(precision.round(values), precision.toFloats(bytes));
        final short one = precision.toHalf(1);
        assertEquals(one, (short) (bytes[0] & 0xFF | bytes[1] << 8));
    }

    @Test
    void otherPrecisionsHaveNoHalves() {
        assertThrows(IllegalStateException.class, () -> Precision.FP32.toHalf(1));
        assertThrows(IllegalStateException.class, () -> Precision.TF32.toFloat((short) 1));
    }
}
