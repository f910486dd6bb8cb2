package io.samcp.app.patches;

import io.samcp.layers.input.PatchFormatException;
import java.util.Arrays;

/**
 * COCO's compressed run lengths, as {@code rleToString} and {@code rleFrString} of cocoapi's {@code maskApi.c} define them: from the
 * fourth run on, the difference to the run two before; five bits per character, lowest first, bit 5 says that more follow, the sign is
 * that of the last character's bit 4; characters start at {@code '0'}.
 */
public final class CocoRle {

    private static final int FIRST_CHARACTER = 48;
    private static final int BITS = 5;
    private static final int VALUE_MASK = 0x1F;
    private static final int MORE = 0x20;
    private static final int SIGN = 0x10;
    private static final int MOST_CHARACTERS = 7;
    private static final int PLAIN_RUNS = 2;

    private CocoRle() {}

    /**
     * Run lengths of a compressed string.
     *
     * @throws PatchFormatException if it holds other characters, ends within a number, or holds a run below 0 or over 2^31-1
     */
    public static int[] decode(String text) {
        int[] counts = new int[Math.max(4, text.length() / 2)];
        int runs = 0;
        int at = 0;
        while (at < text.length()) {
            long value = 0;
            int shift = 0;
            final int start = at;
            while (true) {
                if (at == text.length()) {
                    throw new PatchFormatException("counts end within the number at character " + start);
                }
                final int digit = text.charAt(at) - FIRST_CHARACTER;
                if (digit < 0 || digit > (VALUE_MASK | MORE)) {
                    throw new PatchFormatException(
                            "counts must hold characters from '0' to 'o', found " + (int) text.charAt(at) + " at character " + at);
                }
                if (at - start == MOST_CHARACTERS) {
                    throw new PatchFormatException("the number at character " + start + " of counts is too long");
                }
                value |= (long) (digit & VALUE_MASK) << shift;
                shift += BITS;
                at++;
                if ((digit & MORE) == 0) {
                    value |= (digit & SIGN) != 0 ? -1L << shift : 0;
                    break;
                }
            }
            value += runs > PLAIN_RUNS ? counts[runs - 2] : 0;
            if (value < 0 || value > Integer.MAX_VALUE) {
                throw new PatchFormatException("run " + runs + " of counts must be from 0 to " + Integer.MAX_VALUE + ", found " + value);
            }
            if (runs == counts.length) {
                counts = Arrays.copyOf(counts, 2 * runs);
            }
            counts[runs++] = (int) value;
        }
        return Arrays.copyOf(counts, runs);
    }

    /** The compressed string of run lengths. */
    public static String encode(int[] counts) {
        final StringBuilder text = new StringBuilder(2 * counts.length);
        for (int i = 0; i < counts.length; i++) {
            long value = counts[i] - (i > PLAIN_RUNS ? (long) counts[i - 2] : 0);
            boolean more = true;
            while (more) {
                int digit = (int) (value & VALUE_MASK);
                value >>= BITS;
                more = (digit & SIGN) != 0 ? value != -1 : value != 0;
                digit |= more ? MORE : 0;
                text.append((char) (digit + FIRST_CHARACTER));
            }
        }
        return text.toString();
    }
}
