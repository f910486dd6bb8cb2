package io.samcp.layers.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLengthMaskTest {

    @Test
    void readsColumnsFirstAndZerosFirst() {
        final BitPlane plane = new RunLengthMask(3, 2, new int[]{1, 2, 3}).toBitPlane();
        assertTrue(plane.get(0, 1) && plane.get(1, 0), "column 0 ends and column 1 begins with a one");
        assertEquals(2, plane.area());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "31, 3", "32, 2", "33, 5", "97, 61", "257, 33"})
    void comesBackFromABitPlaneUnchanged(int width, int height) {
        final Random random = new Random(width);
        final int[] words = new int[BitPlane.wordsPerPlane(width, height)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (random.nextInt(3) == 0) {
                    words[y * BitPlane.wordsPerRow(width) + (x >> 5)] |= 1 << (x & 31);
                }
            }
        }
        final RunLengthMask mask = RunLengthMask.of(new BitPlane(width, height, words));
        assertArrayEquals(words, mask.toBitPlane().words());
        assertEquals(new BitPlane(width, height, words).area(), mask.area());
    }

    @Test
    void refusesCountsThatDoNotAddUp() {
        final PatchFormatException e = assertThrows(PatchFormatException.class, () -> new RunLengthMask(4, 3, new int[]{5, 6}));
        assertTrue(e.getMessage().contains("12") && e.getMessage().contains("11"), e.getMessage());
    }

    @Test
    void refusesANegativeRun() {
        final PatchFormatException e = assertThrows(PatchFormatException.class, () -> new RunLengthMask(4, 3, new int[]{14, -2}));
        assertTrue(e.getMessage().contains("counts[1]"), e.getMessage());
    }
}
