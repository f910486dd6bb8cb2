package io.samcp.app.metrics;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.panoptic.PanopticSegment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Panoptic quality (Kirillov et al. 2019), as panopticapi computes it: a truth segment and an answer of the same category match if their
 * intersection over union, pixels of void truth left out, is over 0.5; unmatched answers that lie mostly on void truth do not count.
 */
public final class PanopticQuality {

    private final Map<Integer, Counts> byCategory = new HashMap<>();

    /**
     * What was found for one category.
     *
     * @param matched matched segments
     * @param spurious answers without truth
     * @param missed truth without answer
     * @param iouSum sum of the matches' intersections over union
     */
    public record Counts(int matched, int spurious, int missed, double iouSum) {

        private static final Counts NONE = new Counts(0, 0, 0, 0);

        /** Whether there is anything to judge. */
        public boolean present() {
            return matched + spurious + missed > 0;
        }

        /** Panoptic quality in per cent; 0 if nothing matched. */
        public double quality() {
            return present() ? 100 * iouSum / (matched + 0.5 * spurious + 0.5 * missed) : 0;
        }

        /** Segmentation quality in per cent. */
        public double segmentation() {
            return matched == 0 ? 0 : 100 * iouSum / matched;
        }

        /** Recognition quality in per cent. */
        public double recognition() {
            return present() ? 100 * matched / (matched + 0.5 * spurious + 0.5 * missed) : 0;
        }

        private Counts plus(int moreMatched, int moreSpurious, int moreMissed, double moreIou) {
            return new Counts(matched + moreMatched, spurious + moreSpurious, missed + moreMissed, iouSum + moreIou);
        }
    }

    /**
     * Means over categories.
     *
     * @param pq panoptic quality in per cent
     * @param sq segmentation quality in per cent
     * @param rq recognition quality in per cent
     * @param n categories that there was anything to judge of
     */
    public record Mean(double pq, double sq, double rq, int n) {}

    /** Adds an image. */
    public void add(PanopticMap truth, PanopticMap answer) {
        final SegmentOverlap overlap = new SegmentOverlap(truth, answer);
        final Set<Integer> matchedAnswers = new HashSet<>();
        for (final PanopticSegment wanted : truth.segments()) {
            boolean found = false;
            for (final PanopticSegment given : answer.segments()) {
                final int shared = overlap.of(wanted.id(), given.id());
                if (given.categoryId() == wanted.categoryId() && shared > 0) {
                    final int union = wanted.area() + given.area() - shared - overlap.of(PanopticMap.VOID, given.id());
                    final double iou = (double) shared / union;
                    if (iou > 0.5) {
                        found = true;
                        matchedAnswers.add(given.id());
                        count(wanted.categoryId(), 1, 0, 0, iou);
                    }
                }
            }
            if (!found) {
                count(wanted.categoryId(), 0, 0, 1, 0);
            }
        }
        for (final PanopticSegment given : answer.segments()) {
            final boolean mostlyVoid = overlap.of(PanopticMap.VOID, given.id()) > 0.5 * given.area();
            if (!matchedAnswers.contains(given.id()) && !mostlyVoid) {
                count(given.categoryId(), 0, 1, 0, 0);
            }
        }
    }

    private void count(int category, int matched, int spurious, int missed, double iou) {
        byCategory.put(category, of(category).plus(matched, spurious, missed, iou));
    }

    /** What was found for a category so far. */
    public Counts of(int categoryId) {
        return byCategory.getOrDefault(categoryId, Counts.NONE);
    }

    /** Means over the given categories, those without anything to judge left out. */
    public Mean mean(List<Integer> categoryIds) {
        final List<Counts> present = categoryIds.stream().map(this::of).filter(Counts::present).toList();
        return new Mean(present.stream().mapToDouble(Counts::quality).average().orElse(0),
                present.stream().mapToDouble(Counts::segmentation).average().orElse(0),
                present.stream().mapToDouble(Counts::recognition).average().orElse(0), present.size());
    }
}
