package io.samcp.layers.input;

import java.util.Arrays;
import java.util.Objects;

/**
 * A mask as COCO run lengths: column by column, runs of zeros and ones in turn, zeros first (the first run may be 0).
 *
 * @param width columns
 * @param height rows
 * @param counts run lengths that add up to {@code width * height}; not copied
 */
public record RunLengthMask(int width, int height, int[] counts) {

    /**
     * @throws PatchFormatException if a size is below 1, a run is negative, or the runs do not add up
     */
    public RunLengthMask {
        Objects.requireNonNull(counts, "counts");
        if (width < 1 || height < 1) {
            throw new PatchFormatException("a mask needs at least 1x1 pixels, found " + width + "x" + height);
        }
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new PatchFormatException("counts[" + i + "] must not be negative, found " + counts[i]);
            }
            sum += counts[i];
        }
        final long pixels = (long) width * height;
        if (sum != pixels) {
            throw new PatchFormatException("counts must add up to " + width + " x " + height + " = " + pixels + " pixels, found " + sum);
        }
    }

    /** Run lengths of a bit-plane. */
    public static RunLengthMask of(BitPlane plane) {
        int[] counts = new int[16];
        int runs = 0;
        boolean value = false;
        int length = 0;
        for (int x = 0; x < plane.width(); x++) {
            for (int y = 0; y < plane.height(); y++) {
                if (plane.get(x, y) == value) {
                    length++;
                } else {
                    if (runs == counts.length) {
                        counts = Arrays.copyOf(counts, 2 * runs);
                    }
                    counts[runs++] = length;
                    value = !value;
                    length = 1;
                }
            }
        }
        counts = Arrays.copyOf(counts, runs + 1);
        counts[runs] = length;
        return new RunLengthMask(plane.width(), plane.height(), counts);
    }

    /** Number of pixels in the mask. */
    public int area() {
        int n = 0;
        for (int i = 1; i < counts.length; i += 2) {
            n += counts[i];
        }
        return n;
    }

    /** The mask as a bit-plane. */
    public BitPlane toBitPlane() {
        final int[] words = new int[BitPlane.wordsPerPlane(width, height)];
        writeTo(words, 0);
        return new BitPlane(width, height, words);
    }

    /** Sets this mask's bits in {@code words[from..]}, which must be zero, in the layout of {@link BitPlane}. */
    public void writeTo(int[] words, int from) {
        final int wordsPerRow = BitPlane.wordsPerRow(width);
        int x = 0;
        int y = 0;
        for (int i = 0; i < counts.length; i++) {
            int left = counts[i];
            while (left > 0) {
                final int run = Math.min(left, height - y);
                if ((i & 1) != 0) {
                    final int bit = 1 << (x & 31);
                    int word = from + y * wordsPerRow + (x >> 5);
                    for (int r = 0; r < run; r++, word += wordsPerRow) {
                        words[word] |= bit;
                    }
                }
                left -= run;
                y += run;
                if (y == height) {
                    y = 0;
                    x++;
                }
            }
        }
    }
}
