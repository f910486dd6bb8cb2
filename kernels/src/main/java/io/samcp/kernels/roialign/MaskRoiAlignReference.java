package io.samcp.kernels.roialign;

import java.util.List;

/**
 * What the rungs of {@link MaskRoiAlignKernel} must compute, in plain loops; for tests and benchmarks. Maps are {@code [height, width,
 * channels]}, finest first; results are {@code [boxes, 49, channels]}.
 */
public final class MaskRoiAlignReference {

    private static final int SIDE = 7;
    private static final int BINS = SIDE * SIDE;

    private MaskRoiAlignReference() {}

    /**
     * In double, rounded never.
     *
     * @param mask {@code [boxes, 49]}; read unless the fill is {@link MaskRoiAlignKernel.Fill#OFF}
     */
    public static double[] exact(MaskRoiAlignKernel.Shape s, List<float[]> maps, float[] boxes, byte[] mask) {
        final double[] out = new double[s.boxes() * BINS * s.channels()];
        for (int n = 0; n < s.boxes(); n++) {
            final int level = RoiLevelReference.level(boxes, n, s.levels().size(), s.finest());
            final MaskRoiAlignKernel.Level size = s.levels().get(level);
            final double scale = s.scale() / (double) (1 << level);
            final double x1 = boxes[4 * n] * scale - 0.5;
            final double y1 = boxes[4 * n + 1] * scale - 0.5;
            final double binWidth = (boxes[4 * n + 2] * scale - 0.5 - x1) / SIDE;
            final double binHeight = (boxes[4 * n + 3] * scale - 0.5 - y1) / SIDE;
            final int columns = s.samplingRatio() > 0 ? s.samplingRatio() : (int) Math.ceil(binWidth);
            final int rows = s.samplingRatio() > 0 ? s.samplingRatio() : (int) Math.ceil(binHeight);
            for (int bin = 0; bin < BINS; bin++) {
                if (masked(s, mask, n * BINS + bin)) {
                    continue;
                }
                final int binRow = bin / SIDE;
                final int binColumn = bin % SIDE;
                for (int iy = 0; iy < rows; iy++) {
                    final double y = y1 + binRow * binHeight + (iy + 0.5) * binHeight / rows;
                    for (int ix = 0; ix < columns; ix++) {
                        final double x = x1 + binColumn * binWidth + (ix + 0.5) * binWidth / columns;
                        for (int c = 0; c < s.channels(); c++) {
                            out[(n * BINS + bin) * s.channels() + c] += sample(maps.get(level), size, s.channels(), y, x, c)
                                    / Math.max(rows * columns, 1);
                        }
                    }
                }
            }
        }
        return out;
    }

    /** In float, in the kernel's order; rungs must equal it to the bit. */
    public static float[] plain(MaskRoiAlignKernel.Shape s, List<float[]> maps, float[] boxes, byte[] mask) {
        final float[] out = new float[s.boxes() * BINS * s.channels()];
        for (int n = 0; n < s.boxes(); n++) {
            final int level = RoiLevelReference.level(boxes, n, s.levels().size(), s.finest());
            final MaskRoiAlignKernel.Level size = s.levels().get(level);
            final float scale = s.scale() / (1 << level);
            final float x1 = boxes[4 * n] * scale - 0.5f;
            final float y1 = boxes[4 * n + 1] * scale - 0.5f;
            final float binWidth = (boxes[4 * n + 2] * scale - 0.5f - x1) / SIDE;
            final float binHeight = (boxes[4 * n + 3] * scale - 0.5f - y1) / SIDE;
            final int columns = s.samplingRatio() > 0 ? s.samplingRatio() : (int) Math.ceil(binWidth);
            final int rows = s.samplingRatio() > 0 ? s.samplingRatio() : (int) Math.ceil(binHeight);
            for (int bin = 0; bin < BINS; bin++) {
                if (masked(s, mask, n * BINS + bin)) {
                    continue;
                }
                final int binRow = bin / SIDE;
                final int binColumn = bin % SIDE;
                final float top = Math.fma(binRow, binHeight, y1);
                final float left = Math.fma(binColumn, binWidth, x1);
                for (int c = 0; c < s.channels(); c++) {
                    float sum = 0;
                    for (int iy = 0; iy < rows; iy++) {
                        for (int ix = 0; ix < columns; ix++) {
                            sum += sample(maps.get(level), size, s.channels(), top + (iy + 0.5f) * binHeight / rows,
                                    left + (ix + 0.5f) * binWidth / columns, c);
                        }
                    }
                    out[(n * BINS + bin) * s.channels() + c] = sum / Math.max(rows * columns, 1);
                }
            }
        }
        return out;
    }

    private static boolean masked(MaskRoiAlignKernel.Shape s, byte[] mask, int bin) {
        return s.fill() != MaskRoiAlignKernel.Fill.OFF && mask[bin] == 0;
    }

    private static double sample(float[] map, MaskRoiAlignKernel.Level size, int channels, double y, double x, int c) {
        if (y < -1 || y > size.height() || x < -1 || x > size.width()) {
            return 0;
        }
        final int top = Math.min((int) Math.max(y, 0), size.height() - 1);
        final int left = Math.min((int) Math.max(x, 0), size.width() - 1);
        final int bottom = Math.min(top + 1, size.height() - 1);
        final int right = Math.min(left + 1, size.width() - 1);
        final double down = top == size.height() - 1 ? 0 : Math.max(y, 0) - top;
        final double across = left == size.width() - 1 ? 0 : Math.max(x, 0) - left;
        return (1 - down) * (1 - across) * map[(top * size.width() + left) * channels + c]
                + (1 - down) * across * map[(top * size.width() + right) * channels + c]
                + down * (1 - across) * map[(bottom * size.width() + left) * channels + c]
                + down * across * map[(bottom * size.width() + right) * channels + c];
    }

    private static float sample(float[] map, MaskRoiAlignKernel.Level size, int channels, float y, float x, int c) {
        if (y < -1 || y > size.height() || x < -1 || x > size.width()) {
            return 0;
        }
        final int top = Math.min((int) Math.max(y, 0), size.height() - 1);
        final int left = Math.min((int) Math.max(x, 0), size.width() - 1);
        final int bottom = Math.min(top + 1, size.height() - 1);
        final int right = Math.min(left + 1, size.width() - 1);
        final float down = top == size.height() - 1 ? 0 : Math.max(y, 0) - top;
        final float across = left == size.width() - 1 ? 0 : Math.max(x, 0) - left;
        float value = (1 - down) * (1 - across) * map[(top * size.width() + left) * channels + c];
        value = Math.fma((1 - down) * across, map[(top * size.width() + right) * channels + c], value);
        value = Math.fma(down * (1 - across), map[(bottom * size.width() + left) * channels + c], value);
        return Math.fma(down * across, map[(bottom * size.width() + right) * channels + c], value);
    }
}
