package io.samcp.test.kernels;

import java.util.Arrays;
import java.util.Random;

/** Operands for kernel tests, the same in every run. */
final class KernelInputs {

    /** What fills a matrix: two that can be checked in the head, and a seeded random one. */
    enum Filling {
        ONES,
        RAMP,
        RANDOM;

        /** {@code n} values; different numbers give different random ones. */
        float[] floats(int n, int number) {
            final float[] values = new float[n];
            switch (this) {
                case ONES -> Arrays.fill(values, 1);
                case RAMP -> {
                    for (int i = 0; i < n; i++) {
                        values[i] = (i % 17 - 8) / 8.0f;
                    }
                }
                case RANDOM -> {
                    final Random random = new Random(number);
                    for (int i = 0; i < n; i++) {
                        values[i] = (float) random.nextGaussian();
                    }
                }
            }
            return values;
        }
    }

    /** Of the few values whose sigmoid shows how the coefficients of the exponential are rounded. */
    static final float[] TELLING_LOGITS = {-0.8248346f, -0.63881177f, -1.0895854f, -0.5007656f, -0.56723046f, -0.8717387f, -0.5000152f};

    private KernelInputs() {}

    /**
     * Rows of mask words in which about every {@code period}-th bit is set. Bits beyond {@code columns} are set too: kernels must not care.
     */
    static int[] maskWords(int rows, int columns, int period, int number) {
        final int words = Math.ceilDiv(columns, Integer.SIZE);
        final Random random = new Random(number);
        final int[] mask = new int[rows * words];
        for (int i = 0; i < mask.length * Integer.SIZE; i++) {
            final boolean beyond = i % (words * Integer.SIZE) >= columns;
            mask[i >> 5] |= (random.nextInt(period) == 0 || beyond ? 1 : 0) << (i & 31);
        }
        return mask;
    }

    /** Rows of mask words from bytes that are 0 or 1. */
    static int[] maskWords(int rows, int columns, byte[] bits) {
        final int words = Math.ceilDiv(columns, Integer.SIZE);
        final int[] mask = new int[rows * words];
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                mask[row * words + (c >> 5)] |= (bits[row * columns + c] != 0 ? 1 : 0) << (c & 31);
            }
        }
        return mask;
    }

    /** Boxes (x1, y1, x2, y2) of all sizes in an image, some of them reaching over its edges. */
    static float[] boxes(int n, int width, int height, int number) {
        final Random random = new Random(number);
        final float[] boxes = new float[4 * n];
        for (int i = 0; i < n; i++) {
            final float w = width * (float) Math.pow(2, -6 * random.nextDouble());
            final float h = height * (float) Math.pow(2, -6 * random.nextDouble());
            boxes[4 * i] = (1.1f * width - w) * random.nextFloat() - 0.05f * width;
            boxes[4 * i + 1] = (1.1f * height - h) * random.nextFloat() - 0.05f * height;
            boxes[4 * i + 2] = boxes[4 * i] + w;
            boxes[4 * i + 3] = boxes[4 * i + 1] + h;
        }
        return boxes;
    }

    /** Rows of 49 mask bytes: the first row is all clear, the second all set, the others random. */
    static byte[] cells(int rows, int number) {
        final Random random = new Random(number);
        final byte[] cells = new byte[rows * 49];
        for (int i = 49; i < cells.length; i++) {
            cells[i] = (byte) (i < 98 ? 1 : random.nextInt(2));
        }
        return cells;
    }

    /** {@code [outer, a, b, inner]} with the two middle dimensions changed over. */
    static float[] swapped(float[] x, int outer, int a, int b, int inner) {
        final float[] y = new float[x.length];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < a; i++) {
                for (int j = 0; j < b; j++) {
                    System.arraycopy(x, ((o * a + i) * b + j) * inner, y, ((o * b + j) * a + i) * inner, inner);
                }
            }
        }
        return y;
    }

    /** The same values in double. */
    static double[] doubles(float[] x) {
        final double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
