package io.samcp.app.patches;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.layers.input.PatchFormatException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CocoRleTest {

    /** 6 is one digit; 1 is one; 40 = 8 + 32 needs two: 8 + 32 (more) = 'X', 1 = '1'. The fourth run is stored as 5 - 1 = 4. */
    @Test
    void encodesAsTheFormatSays() {
        assertEquals("61X14", CocoRle.encode(new int[]{6, 1, 40, 5}));
        assertArrayEquals(new int[]{6, 1, 40, 5}, CocoRle.decode("61X14"));
    }

    /** 1 - 3 = -2 is stored as 11110 (30) with its sign in bit 4: 'N'. */
    @Test
    void storesDifferencesToTheRunTwoBeforeWithTheirSign() {
        assertEquals("130N", CocoRle.encode(new int[]{1, 3, 0, 1}));
        assertArrayEquals(new int[]{1, 3, 0, 1}, CocoRle.decode("130N"));
    }

    @Test
    void comesBackFromEveryMask() {
        final Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            final int[] counts = new int[random.nextInt(40)];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = random.nextInt(1 << random.nextInt(1, 31));
            }
            assertArrayEquals(counts, CocoRle.decode(CocoRle.encode(counts)), "round " + round);
        }
    }

    @Test
    void decodesNothingFromNothing() {
        assertEquals(0, CocoRle.decode("").length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "p", "6 1", "é", "P", "oooooooo1", "00000N", "N"})
    void refusesWhatNoEncoderWrites(String text) {
        final String message = assertThrows(PatchFormatException.class, () -> CocoRle.decode(text)).getMessage();
        assertTrue(message.contains("counts"), message);
    }
}
