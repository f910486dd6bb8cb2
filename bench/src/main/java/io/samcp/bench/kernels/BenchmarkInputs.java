package io.samcp.bench.kernels;

import java.util.Random;

/** Random operands, the same in every run. */
final class BenchmarkInputs {

    private BenchmarkInputs() {}

    /** {@code n} values of a normal distribution. */
    static float[] floats(int n, int seed) {
        final Random random = new Random(seed);
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** {@code n} mask words, half of the bits set. */
    static int[] words(int n, int seed) {
        return new Random(seed).ints(n).toArray();
    }

    /** {@code n} mask bytes, half of them 1. */
    static byte[] bits(int n, int seed) {
        final Random random = new Random(seed);
        final byte[] bits = new byte[n];
        for (int i = 0; i < n; i++) {
            bits[i] = (byte) random.nextInt(2);
        }
        return bits;
    }

    /** Boxes (x1, y1, x2, y2) of all sizes inside an image. */
    static float[] boxes(int n, int width, int height, int seed) {
        final Random random = new Random(seed);
        final float[] boxes = new float[4 * n];
        for (int i = 0; i < n; i++) {
            final float w = width * (float) Math.pow(2, -6 * random.nextDouble());
            final float h = height * (float) Math.pow(2, -6 * random.nextDouble());
            boxes[4 * i] = (width - w) * random.nextFloat();
            boxes[4 * i + 1] = (height - h) * random.nextFloat();
            boxes[4 * i + 2] = boxes[4 * i] + w;
            boxes[4 * i + 3] = boxes[4 * i + 1] + h;
        }
        return boxes;
    }
}
