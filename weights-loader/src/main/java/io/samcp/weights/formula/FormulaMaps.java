package io.samcp.weights.formula;

import java.util.stream.IntStream;

/** Images and feature maps by formula: an integer bilinear enlargement of a hashed lattice, free of rounding. */
public final class FormulaMaps {

    private static final int[] FEATURE_CELLS = {16, 8, 4, 2};
    private static final int SIGNED = 48;
    private static final int BYTE = 56;
    private static final int CHANNELS = 3;

    private FormulaMaps() {}

    /**
     * A feature map {@code [h, w, channels]}.
     *
     * @param level 2..5
     */
    public static float[] features(int level, int h, int w, int channels) {
        final int cell = FEATURE_CELLS[level - 2];
        final int[] map = lattice("feat.p" + level, channels, cell, h, w, SIGNED);
        final float scale = (float) (2.5 / (32768.0 * cell * cell));
        final float[] out = new float[map.length];
        IntStream.range(0, h * w).parallel().forEach(at -> {
            for (int c = 0; c < channels; c++) {
                out[at * channels + c] = map[c * h * w + at] * scale;
            }
        });
        return out;
    }

    /** An RGB image {@code [h, w, 3]}. */
    public static byte[] image(int h, int w) {
        final int[] coarse = lattice("image.coarse", CHANNELS, 64, h, w, BYTE);
        final int[] fine = lattice("image.fine", CHANNELS, 16, h, w, BYTE);
        final byte[] rgb = new byte[CHANNELS * h * w];
        for (int c = 0; c < CHANNELS; c++) {
            for (int at = 0; at < h * w; at++) {
                final int i = c * h * w + at;
                rgb[at * CHANNELS + c] = (byte) ((2 * (coarse[i] / 4096) + fine[i] / 256) / 3);
            }
        }
        return rgb;
    }

    /** {@code [channels, h, w]}; values of the lattice are the upper bits of the hash, signed if there are 16 of them. */
    private static int[] lattice(String name, int channels, int cell, int h, int w, int shift) {
        final int rows = Math.ceilDiv(h, cell) + 1;
        final int columns = Math.ceilDiv(w, cell) + 1;
        final long hash = FormulaHash.ofName(name);
        final int[] out = new int[Math.multiplyExact(channels, Math.multiplyExact(h, w))];
        IntStream.range(0, channels).parallel().forEach(c -> {
            final int[] s = new int[rows * columns];
            for (int i = 0; i < s.length; i++) {
                final int value = (int) (FormulaHash.element(hash, (long) c * s.length + i) >>> shift);
                s[i] = shift == SIGNED ? value - 32768 : value;
            }
            for (int y = 0; y < h; y++) {
                final int top = y / cell * columns;
                final int fy = y % cell;
                for (int x = 0; x < w; x++) {
                    final int left = top + x / cell;
                    final int fx = x % cell;
                    final int upper = (cell - fx) * s[left] + fx * s[left + 1];
                    final int lower = (cell - fx) * s[left + columns] + fx * s[left + columns + 1];
                    out[(c * h + y) * w + x] = (cell - fy) * upper + fy * lower;
                }
            }
        });
        return out;
    }
}
