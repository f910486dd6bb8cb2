package io.samcp.app.metrics;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.panoptic.PanopticSegment;
import io.samcp.layers.input.BitPlane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * COCO's average precision of masks: thresholds 0.50, 0.55 .. 0.95, precision at 101 recalls, all areas, the best 100 instances of an
 * image. The truth are the thing segments of a panoptic map. Of equal scores the earlier comes first.
 */
public final class AveragePrecision {

    /** Most instances of an image that count. */
    public static final int MOST_PER_IMAGE = 100;

    private static final int THRESHOLDS = 10;
    private static final double FIRST_THRESHOLD = 0.5;
    private static final double THRESHOLD_STEP = 0.05;
    private static final int RECALLS = 101;
    /** Multiplied, not divided: 35 * 0.01 is a little over 0.35, and COCO's result depends on it. */
    private static final double RECALL_STEP = 0.01;
    private static final double ALMOST_ONE = 1 - 1e-10;

    private final Map<Integer, List<Judged>> judged = new HashMap<>();
    private final Map<Integer, Integer> truths = new HashMap<>();

    /** An instance with, per threshold, whether it found a truth. */
    private record Judged(double score, boolean[] hits) {}

    /**
     * Adds an image.
     *
     * @param truth its truth
     * @param thingCategories categories whose instances count
     * @param instances the answer
     */
    public void add(PanopticMap truth, List<Integer> thingCategories, List<ScoredMask> instances) {
        final List<ScoredMask> best = instances.stream().sorted(Comparator.comparingDouble(ScoredMask::score).reversed())
                .limit(MOST_PER_IMAGE)
                .toList();
        for (final int category : thingCategories) {
            final List<PanopticSegment> wanted = truth.segments().stream().filter(s -> s.categoryId() == category).toList();
            truths.merge(category, wanted.size(), Integer::sum);
            judge(truth, wanted, best.stream().filter(m -> m.categoryId() == category).toList(),
                    judged.computeIfAbsent(category, _ -> new ArrayList<>()));
        }
    }

    private static void judge(PanopticMap truth, List<PanopticSegment> wanted, List<ScoredMask> given, List<Judged> into) {
        final boolean[][] taken = new boolean[THRESHOLDS][wanted.size()];
        for (final ScoredMask mask : given) {
            final double[] ious = ious(truth, wanted, mask.mask());
            final boolean[] hits = new boolean[THRESHOLDS];
            for (int t = 0; t < THRESHOLDS; t++) {
                double best = Math.min(threshold(t), ALMOST_ONE);
                int match = -1;
                for (int g = 0; g < ious.length; g++) {
                    if (!taken[t][g] && ious[g] >= best) {
                        best = ious[g];
                        match = g;
                    }
                }
                if (match >= 0) {
                    taken[t][match] = true;
                    hits[t] = true;
                }
            }
            into.add(new Judged(mask.score(), hits));
        }
    }

    private static double threshold(int t) {
        return FIRST_THRESHOLD + t * THRESHOLD_STEP;
    }

    private static double[] ious(PanopticMap truth, List<PanopticSegment> wanted, BitPlane mask) {
        final Map<Integer, Integer> shared = new HashMap<>();
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.get(x, y)) {
                    shared.merge(truth.ids()[y * mask.width() + x], 1, Integer::sum);
                }
            }
        }
        final int area = mask.area();
        final double[] ious = new double[wanted.size()];
        for (int g = 0; g < ious.length; g++) {
            final int both = shared.getOrDefault(wanted.get(g).id(), 0);
            ious[g] = (double) both / (wanted.get(g).area() + area - both);
        }
        return ious;
    }

    /** Average precision of a category over all thresholds, in per cent; NaN if there is no truth of it. */
    public double of(int categoryId) {
        double sum = 0;
        for (int t = 0; t < THRESHOLDS; t++) {
            sum += of(categoryId, t);
        }
        return sum / THRESHOLDS;
    }

    /** Mean over the categories that there is truth of, in per cent; NaN if there is none. */
    public double mean(List<Integer> categoryIds) {
        return categoryIds.stream().mapToDouble(this::of).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    /**
     * As {@link #mean(List)}, at one threshold.
     *
     * @param iou 0.50, 0.55 .. 0.95
     */
    public double meanAt(double iou, List<Integer> categoryIds) {
        final int t = (int) Math.round((iou - FIRST_THRESHOLD) / THRESHOLD_STEP);
        if (t < 0 || t >= THRESHOLDS || Math.abs(threshold(t) - iou) > 1e-9) {
            throw new IllegalArgumentException("thresholds are 0.50, 0.55 .. 0.95: " + iou);
        }
        return categoryIds.stream().mapToDouble(c -> of(c, t)).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    private double of(int category, int t) {
        final int wanted = truths.getOrDefault(category, 0);
        if (wanted == 0) {
            return Double.NaN;
        }
        final List<Judged> order = new ArrayList<>(judged.get(category));
        order.sort(Comparator.comparingDouble(Judged::score).reversed());
        final double[] recall = new double[order.size()];
        final double[] precision = new double[order.size()];
        int hits = 0;
        for (int i = 0; i < recall.length; i++) {
            hits += order.get(i).hits()[t] ? 1 : 0;
            recall[i] = (double) hits / wanted;
            precision[i] = (double) hits / (i + 1);
        }
        for (int i = precision.length - 2; i >= 0; i--) {
            precision[i] = Math.max(precision[i], precision[i + 1]);
        }
        double sum = 0;
        for (int r = 0; r < RECALLS; r++) {
            final int at = firstAtLeast(recall, r == RECALLS - 1 ? 1 : r * RECALL_STEP);
            sum += at < precision.length ? precision[at] : 0;
        }
        return 100 * sum / RECALLS;
    }

    private static int firstAtLeast(double[] ascending, double value) {
        int at = Arrays.binarySearch(ascending, value);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && ascending[at - 1] == value) {
            at--;
        }
        return at;
    }
}
