package io.samcp.layers.input;

import java.util.Arrays;
import java.util.Objects;

/**
 * A mask, one bit per pixel. Rows start at whole words: pixel (x, y) is bit {@code x & 31} of word {@code y * wordsPerRow + (x >> 5)};
 * bits beyond the width are 0. This is the layout the merging kernels read.
 *
 * <pre>
 * word 0                 word 1            ... wordsPerRow - 1
 * |x=0 (bit 0) .. x=31|  |x=32 .. x=63|    ... |.. x=width-1, 0 0 0|   row 0
 * </pre>
 *
 * @param width columns
 * @param height rows
 * @param words {@code height * wordsPerRow} words; not copied
 */
public record BitPlane(int width, int height, int[] words) {

    public BitPlane {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a mask needs at least 1x1 pixels, found " + width + "x" + height);
        }
        if (words.length != wordsPerPlane(width, height)) {
            throw new IllegalArgumentException(
                    "a mask of " + width + "x" + height + " has " + wordsPerPlane(width, height) + " words, found " + words.length);
        }
    }

    /** Words that a row takes. */
    public static int wordsPerRow(int width) {
        return (width + 31) >>> 5;
    }

    /**
     * Words that a mask takes.
     *
     * @throws ArithmeticException if they are more than 2^31-1
     */
    public static int wordsPerPlane(int width, int height) {
        return Math.multiplyExact(wordsPerRow(width), height);
    }

    /** Whether a pixel belongs to the mask. */
    public boolean get(int x, int y) {
        Objects.checkIndex(x, width);
        Objects.checkIndex(y, height);
        return (words[y * wordsPerRow(width) + (x >> 5)] >>> (x & 31) & 1) != 0;
    }

    /** Number of pixels. */
    public int area() {
        int n = 0;
        for (final int word : words) {
            n += Integer.bitCount(word);
        }
        return n;
    }

    /** Same size and same pixels. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BitPlane that && width == that.width && height == that.height && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, height, Arrays.hashCode(words));
    }

    @Override
    public String toString() {
        return "mask of " + width + "x" + height + ", area " + area();
    }
}
