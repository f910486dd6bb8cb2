package io.samcp.kernels.maskcrop;

/** What the rungs of {@link MaskCropKernel} decide about, in plain loops; for tests and benchmarks. */
public final class MaskCropReference {

    private static final int SIDE = 7;

    private MaskCropReference() {}

    /**
     * RoIAlign of a bitmap in double (SPEC 5, scale 1, adaptive), before the threshold.
     *
     * @param words bit-plane of the patch, rows of whole words
     * @param box x1, y1, x2, y2 in original pixels
     */
    public static double[] soft(int[] words, int height, int width, float[] box) {
        final double[] wy = weights(box[1], box[3], height);
        final double[] wx = weights(box[0], box[2], width);
        final int perRow = Math.ceilDiv(width, Integer.SIZE);
        final double[] out = new double[SIDE * SIDE];
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                for (int y = 0; y < height; y++) {
                    for (int x = 0; wy[i * height + y] != 0 && x < width; x++) {
                        if ((words[y * perRow + (x >> 5)] >>> (x & 31) & 1) != 0) {
                            out[i * SIDE + j] += wy[i * height + y] * wx[j * width + x];
                        }
                    }
                }
            }
        }
        return out;
    }

    /** Interpolation weights of one axis, {@code [7, size]}. */
    private static double[] weights(float from, float to, int size) {
        final double[] weights = new double[SIDE * size];
        final double step = ((double) to - from) / SIDE;
        final int samples = (int) Math.ceil(step);
        for (int p = 0; p < SIDE; p++) {
            for (int i = 0; i < samples; i++) {
                final double at = from - 0.5 + p * step + (i + 0.5) * step / samples;
                if (at < -1 || at > size) {
                    continue;
                }
                final double inside = Math.max(0, at);
                final int base = Math.min((int) inside, size - 1);
                final double fraction = base == size - 1 ? 0 : inside - base;
                weights[p * size + base] += (1 - fraction) / samples;
                weights[p * size + Math.min(base + 1, size - 1)] += fraction / samples;
            }
        }
        return weights;
    }
}
