package io.samcp.kernels.roialign;

import io.samcp.kernels.Cost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What the rungs of {@link MaskRoiAlignKernel} must compute, in plain loops; for tests and benchmarks. Maps are {@code [height, width,
 * channels]}, finest first; results are {@code [boxes, 49, channels]}.
 */
public final class MaskRoiAlignReference {

    private static final int SIDE = 7;
    private static final int BINS = SIDE * SIDE;
    private static final int WINDOW = 16;

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

    /** In float, sample by sample; the rungs up to v3 must equal it to the bit. */
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

    /** In float, as the separable rungs do: weights of pixel rows and columns first, then windows of 16 columns; bit for bit. */
    public static float[] separable(MaskRoiAlignKernel.Shape s, List<float[]> maps, float[] boxes, byte[] mask) {
        final int channels = s.channels();
        final float[] out = new float[s.boxes() * BINS * channels];
        for (int n = 0; n < s.boxes(); n++) {
            final int level = RoiLevelReference.level(boxes, n, s.levels().size(), s.finest());
            final MaskRoiAlignKernel.Level size = s.levels().get(level);
            final float scale = s.scale() / (1 << level);
            final float[] map = maps.get(level);
            for (int bin = 0; bin < BINS; bin++) {
                if (masked(s, mask, n * BINS + bin)) {
                    continue;
                }
                final Axis y = Axis.of(boxes[4 * n + 1], boxes[4 * n + 3], scale, s.samplingRatio(), bin / SIDE, size.height());
                final Axis x = Axis.of(boxes[4 * n], boxes[4 * n + 2], scale, s.samplingRatio(), bin % SIDE, size.width());
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    for (int window = x.first(); window < x.end(); window += WINDOW) {
                        for (int row = y.first(); row < y.end(); row++) {
                            float along = 0;
                            for (int column = window; column < Math.min(window + WINDOW, x.end()); column++) {
                                if (x.weight(column) != 0 && y.weight(row) != 0) {
                                    along = Math.fma(x.weight(column), map[(row * size.width() + column) * channels + c], along);
                                }
                            }
                            sum = Math.fma(y.weight(row), along, sum);
                        }
                    }
                    out[(n * BINS + bin) * channels + c] = sum / Math.max(y.samples() * x.samples(), 1);
                }
            }
        }
        return out;
    }

    /** As {@link #plain} or {@link #separable}, whichever the rung follows, rounded at the end. */
    public static float[] rounded(MaskRoiAlign16Kernel kernel, MaskRoiAlign16Kernel.Shape s, List<float[]> maps, float[] boxes,
            byte[] mask) {
        final float[] out = switch (kernel.version()) {
            case V3_OPERAND -> plain(s.roi(), maps, boxes, mask);
            case V4_SEPARABLE -> separable(s.roi(), maps, boxes, mask);
        };
        return kernel.precision().round(out);
    }

    /** What the samples of a bin weigh the pixels of an axis with. */
    private record Axis(int samples, int first, float[] weights) {

        static Axis of(float from, float to, float scale, int ratio, int bin, int end) {
            final float start = from * scale - 0.5f;
            final float step = (to * scale - 0.5f - start) / SIDE;
            final int count = ratio > 0 ? ratio : (int) Math.ceil(step);
            final int first = count == 0 ? 0 : pixel(Math.fma(bin, step, start) + 0.5f * step / count, end);
            final int last = count == 0 ? -1 : pixel(Math.fma(bin, step, start) + (count - 0.5f) * step / count, end);
            final float[] weights = new float[last - first + 2];
            for (int i = 0; i < count; i++) {
                final float at = Math.fma(bin, step, start) + (i + 0.5f) * step / count;
                if (at >= -1 && at <= end) {
                    final int pixel = pixel(at, end);
                    final float after = pixel == end - 1 ? 0 : Math.max(at, 0) - pixel;
                    weights[pixel - first] += 1 - after;
                    weights[pixel + 1 - first] += after;
                }
            }
            return new Axis(count, first, weights);
        }

        private static int pixel(float at, int end) {
            return Math.min((int) Math.max(at, 0), end - 1);
        }

        int end() {
            return first + weights.length;
        }

        float weight(int pixel) {
            return weights[pixel - first];
        }
    }

    /**
     * What these boxes cost at least: each pixel that a sample touches once, each box that has a cell to fill, the mask and the results.
     *
     * @param resultBytes size of an element of the result
     */
    public static Cost cost(MaskRoiAlignKernel.Shape s, float[] boxes, byte[] mask, int resultBytes) {
        final List<BitSet> pixels = s.levels().stream().map(_ -> new BitSet()).toList();
        long multiplyAdds = 0;
        long bins = 0;
        long boxesRead = 0;
        for (int n = 0; n < s.boxes(); n++) {
            final int level = RoiLevelReference.level(boxes, n, s.levels().size(), s.finest());
            final MaskRoiAlignKernel.Level size = s.levels().get(level);
            final float scale = s.scale() / (1 << level);
            boolean read = false;
            for (int bin = 0; bin < BINS; bin++) {
                if (!masked(s, mask, n * BINS + bin)) {
                    read = true;
                    bins++;
                    final List<int[]> rows = touched(boxes[4 * n + 1], boxes[4 * n + 3], scale, s.samplingRatio(), bin / SIDE,
                            size.height());
                    final List<int[]> columns = touched(boxes[4 * n], boxes[4 * n + 2], scale, s.samplingRatio(), bin % SIDE, size.width());
                    multiplyAdds += distinct(rows) * (distinct(columns) + 1);
                    for (final int[] row : rows) {
                        for (final int[] column : columns) {
                            pixels.get(level).set(row[0] * size.width() + column[0]);
                            pixels.get(level).set(row[0] * size.width() + column[1]);
                            pixels.get(level).set(row[1] * size.width() + column[0]);
                            pixels.get(level).set(row[1] * size.width() + column[1]);
                        }
                    }
                }
            }
            boxesRead += read ? 1 : 0;
        }
        return RoiCost.of(s, resultBytes, pixels.stream().mapToLong(BitSet::cardinality).sum(), boxesRead, multiplyAdds, bins);
    }

    private static long distinct(List<int[]> pixels) {
        return pixels.stream().flatMapToInt(Arrays::stream).distinct().count();
    }

    /** Pixels at and after each sample of a bin on one axis; samples off the map touch none. */
    private static List<int[]> touched(float from, float to, float scale, int ratio, int bin, int end) {
        final float start = from * scale - 0.5f;
        final float step = (to * scale - 0.5f - start) / SIDE;
        final int count = ratio > 0 ? ratio : (int) Math.ceil(step);
        final List<int[]> pixels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final float at = Math.fma(bin, step, start) + (i + 0.5f) * step / count;
            if (at >= -1 && at <= end) {
                final int first = Math.min((int) Math.max(at, 0), end - 1);
                pixels.add(new int[]{first, Math.min(first + 1, end - 1)});
            }
        }
        return pixels;
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
