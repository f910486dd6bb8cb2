package io.samcp.kernels.image;

/** What the rungs of {@link ImageNormaliseKernel} must compute, in plain loops; for tests and benchmarks. */
public final class ImageNormaliseReference {

    private static final int CHANNELS = 3;
    private static final int ONE = 2048;

    private ImageNormaliseReference() {}

    /** One axis: two source indices and their weights of 11 bits. */
    private record Tap(int first, int second, int firstWeight, int secondWeight) {

        /** As OpenCV's INTER_LINEAR; columns outside the image take the nearest one alone, rows mix it with itself. */
        static Tap of(int to, int in, int out, boolean column) {
            final double scale = 1.0 / ((double) out / in);
            float at = (float) ((to + 0.5) * scale - 0.5);
            final int first = (int) Math.floor(at);
            at -= first;
            if (column && (first < 0 || first >= in - 1)) {
                at = 0;
            }
            return new Tap(Math.clamp(first, 0, in - 1), Math.clamp(first + 1, 0, in - 1), (int) Math.rint((1 - at) * ONE),
                    (int) Math.rint(at * ONE));
        }
    }

    /** Grey levels of the resized image {@code [height, width, 3]}. */
    public static int[] resized(ImageNormaliseKernel.Shape s, byte[] rgb, int height, int width) {
        final int[] out = new int[s.height() * s.width() * CHANNELS];
        for (int i = 0; i < s.height(); i++) {
            final Tap y = Tap.of(i, height, s.height(), false);
            for (int j = 0; j < s.width(); j++) {
                final Tap x = Tap.of(j, width, s.width(), true);
                for (int c = 0; c < CHANNELS; c++) {
                    final int upper = mixed(rgb, y.first() * width, x, c);
                    final int lower = mixed(rgb, y.second() * width, x, c);
                    out[(i * s.width() + j) * CHANNELS
                            + c] = ((y.firstWeight() * (upper >> 4) >> 16) + (y.secondWeight() * (lower >> 4) >> 16) + 2) >> 2;
                }
            }
        }
        return out;
    }

    private static int mixed(byte[] rgb, int row, Tap x, int c) {
        return (rgb[(row + x.first()) * CHANNELS + c] & 0xFF) * x.firstWeight()
                + (rgb[(row + x.second()) * CHANNELS + c] & 0xFF) * x.secondWeight();
    }

    /** Resized and normalised; rungs must equal it to the bit. */
    public static float[] plain(ImageNormaliseKernel.Shape s, byte[] rgb, int height, int width) {
        final int[] levels = resized(s, rgb, height, width);
        final float[] out = new float[levels.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (levels[i] - s.mean().get(i % CHANNELS)) / s.std().get(i % CHANNELS);
        }
        return out;
    }
}
