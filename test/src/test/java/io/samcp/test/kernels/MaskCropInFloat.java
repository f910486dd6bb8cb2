package io.samcp.test.kernels;

/** What each rung of the mask crop decides, to the last bit: its operations in its order. Planes and boxes as the kernels take them. */
final class MaskCropInFloat {

    private static final int SIDE = 7;

    private MaskCropInFloat() {}

    /** v1: the four pixels of every sample. */
    static byte[] overSamples(int[] plane, int height, int width, float[] box) {
        final Axis rows = new Axis(box[1], box[3], height);
        final Axis columns = new Axis(box[0], box[2], width);
        final byte[] cells = new byte[SIDE * SIDE];
        for (int cell = 0; cell < cells.length; cell++) {
            float sum = 0;
            for (int iy = 0; iy < rows.samples; iy++) {
                for (int ix = 0; ix < columns.samples; ix++) {
                    final float y = rows.at(cell / SIDE, iy);
                    final float x = columns.at(cell % SIDE, ix);
                    if (rows.isInside(y) && columns.isInside(x)) {
                        final int top = rows.pixel(y);
                        final int left = columns.pixel(x);
                        final float down = rows.fraction(y);
                        final float right = columns.fraction(x);
                        float value = (1 - down) * (1 - right) * bit(plane, width, top, left);
                        value += (1 - down) * right * bit(plane, width, top, Math.min(left + 1, width - 1));
                        value += down * (1 - right) * bit(plane, width, Math.min(top + 1, height - 1), left);
                        value += down * right * bit(plane, width, Math.min(top + 1, height - 1), Math.min(left + 1, width - 1));
                        sum += value;
                    }
                }
            }
            cells[cell] = (byte) (sum / Math.max(rows.samples * columns.samples, 1) >= 0.5f ? 1 : 0);
        }
        return cells;
    }

    /** v2: rows of pixels with the weights of their columns, then the rows with theirs. */
    static byte[] separable(int[] plane, int height, int width, float[] box) {
        final Axis rows = new Axis(box[1], box[3], height);
        final Axis columns = new Axis(box[0], box[2], width);
        final byte[] cells = new byte[SIDE * SIDE];
        for (int cell = 0; cell < cells.length; cell++) {
            final float[] rowWeights = rows.weights(cell / SIDE);
            final float[] columnWeights = columns.weights(cell % SIDE);
            float sum = 0;
            for (int y = 0; y < height; y++) {
                float line = 0;
                for (int x = 0; x < width; x++) {
                    line += columnWeights[x] * bit(plane, width, y, x);
                }
                sum += rowWeights[y] * line;
            }
            cells[cell] = (byte) (sum >= 0.5f ? 1 : 0);
        }
        return cells;
    }

    private static int bit(int[] plane, int width, int y, int x) {
        return plane[y * Math.ceilDiv(width, Integer.SIZE) + (x >> 5)] >>> (x & 31) & 1;
    }

    /** The samples of one axis. */
    private static final class Axis {
        private final float from;
        private final float step;
        private final int size;
        private final int samples;

        Axis(float from, float to, int size) {
            this.from = from - 0.5f;
            this.step = (to - 0.5f - this.from) / SIDE;
            this.size = size;
            this.samples = (int) Math.ceil(step);
        }

        float at(int bin, int sample) {
            return from + bin * step + (sample + 0.5f) * step / samples;
        }

        boolean isInside(float at) {
            return at >= -1 && at <= size;
        }

        int pixel(float at) {
            return Math.min((int) Math.max(at, 0), size - 1);
        }

        /** Distance to the pixel before. */
        float fraction(float at) {
            return pixel(at) == size - 1 ? 0 : Math.max(at, 0) - pixel(at);
        }

        /** Weights of pixels: samples at a pixel before those left of it. */
        float[] weights(int bin) {
            final float[] weights = new float[size];
            for (int i = 0; i < samples; i++) {
                final float at = at(bin, i);
                if (isInside(at)) {
                    weights[pixel(at)] += 1 - fraction(at);
                }
            }
            for (int i = 0; i < samples; i++) {
                final float at = at(bin, i);
                if (isInside(at) && pixel(at) < size - 1) {
                    weights[pixel(at) + 1] += fraction(at);
                }
            }
            for (int p = 0; p < size; p++) {
                weights[p] /= samples;
            }
            return weights;
        }
    }
}
