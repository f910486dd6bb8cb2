package io.samcp.app.metrics;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.panoptic.PanopticSegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares two panoptic maps by category and region, ids ignored: segments of one category are paired by falling overlap, each at most
 * once; a pixel agrees if its two segments are a pair, or if both are void.
 *
 * @param differingPixels pixels that do not agree; 0 means that the maps are equal
 * @param pixels pixels of the map
 */
public record MapComparison(int differingPixels, int pixels) {

    /** Two segments that may be a pair. */
    private record Pair(int expectedId, int foundId, int shared) {}

    /** Compares a found map with an expected one. */
    public static MapComparison of(PanopticMap expected, PanopticMap found) {
        final SegmentOverlap overlap = new SegmentOverlap(expected, found);
        final List<Pair> pairs = new ArrayList<>();
        for (final PanopticSegment e : expected.segments()) {
            for (final PanopticSegment f : found.segments()) {
                if (e.categoryId() == f.categoryId() && overlap.of(e.id(), f.id()) > 0) {
                    pairs.add(new Pair(e.id(), f.id(), overlap.of(e.id(), f.id())));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::shared).reversed());
        final Set<Integer> expectedTaken = new HashSet<>();
        final Set<Integer> foundTaken = new HashSet<>();
        int agreeing = overlap.of(PanopticMap.VOID, PanopticMap.VOID);
        for (final Pair pair : pairs) {
            if (!expectedTaken.contains(pair.expectedId()) && !foundTaken.contains(pair.foundId())) {
                expectedTaken.add(pair.expectedId());
                foundTaken.add(pair.foundId());
                agreeing += pair.shared();
            }
        }
        final int pixels = expected.ids().length;
        return new MapComparison(pixels - agreeing, pixels);
    }

    public boolean equal() {
        return differingPixels == 0;
    }
}
