package io.samcp.test.kernels;

import java.util.Arrays;
import java.util.Random;

/** Selections and planes for the tests of merging. */
final class MergingInputs {

    private MergingInputs() {}

    /** Selections of a few patches each; row 0 selects nothing, row 1 everything. */
    static int[] selection(int rows, int patches, int seed) {
        final int words = Math.ceilDiv(patches, 32);
        final Random random = new Random(seed);
        final int[] selected = new int[rows * words];
        for (int r = 1; r < rows; r++) {
            for (int n = 0; n < patches; n++) {
                if (r == 1 || random.nextInt(patches) < 3) {
                    selected[r * words + (n >> 5)] |= 1 << (n & 31);
                }
            }
        }
        return selected;
    }

    static int[] row(int[] selected, int row, int patches) {
        final int words = Math.ceilDiv(patches, 32);
        return Arrays.copyOfRange(selected, row * words, (row + 1) * words);
    }

    /** Small rectangles, so that merged masks leave pixels uncovered. */
    static int[] rectangles(int patches, int height, int width) {
        final Random random = new Random(4);
        final int perRow = Math.ceilDiv(width, 32);
        final int[] planes = new int[patches * height * perRow];
        for (int n = 0; n < patches; n++) {
            final int top = random.nextInt(height);
            final int left = random.nextInt(width);
            for (int y = top; y < Math.min(height, top + 1 + height / 3); y++) {
                for (int x = left; x < Math.min(width, left + 1 + width / 3); x++) {
                    planes[(n * height + y) * perRow + (x >> 5)] |= 1 << (x & 31);
                }
            }
        }
        return planes;
    }
}
