package io.samcp.app.metrics;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.panoptic.PanopticSegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Intersection over union of classes and pixel accuracy, from the categories of panoptic maps. Pixels whose truth is void are left out; a
 * void answer is a miss.
 */
public final class ClassAgreement {

    private final Map<Integer, long[]> byCategory = new HashMap<>();
    private long pixels;
    private long right;

    /** Adds an image. */
    public void add(PanopticMap truth, PanopticMap answer) {
        final SegmentOverlap overlap = new SegmentOverlap(truth, answer);
        for (final PanopticSegment wanted : truth.segments()) {
            pixels += wanted.area();
            count(wanted.categoryId(), 0, wanted.area());
            for (final PanopticSegment given : answer.segments()) {
                final int shared = overlap.of(wanted.id(), given.id());
                if (given.categoryId() == wanted.categoryId()) {
                    right += shared;
                    count(wanted.categoryId(), shared, 0);
                } else {
                    count(given.categoryId(), 0, shared);
                }
            }
        }
    }

    /** Adds to intersection and union. */
    private void count(int category, long both, long either) {
        final long[] counts = byCategory.computeIfAbsent(category, _ -> new long[2]);
        counts[0] += both;
        counts[1] += either;
    }

    /** Intersection over union of a category in per cent; NaN if neither truth nor answer has it. */
    public double of(int categoryId) {
        final long[] counts = byCategory.getOrDefault(categoryId, new long[2]);
        return counts[1] > 0 ? 100.0 * counts[0] / counts[1] : Double.NaN;
    }

    /** Mean over the categories that occur, in per cent; NaN if none does. */
    public double mean(List<Integer> categoryIds) {
        return categoryIds.stream().mapToDouble(this::of).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    /** Share of the pixels with the right class, in per cent; NaN if there are none. */
    public double pixelAccuracy() {
        return pixels == 0 ? Double.NaN : 100.0 * right / pixels;
    }
}
