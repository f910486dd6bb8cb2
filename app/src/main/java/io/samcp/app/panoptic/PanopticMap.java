package io.samcp.app.panoptic;

import io.samcp.layers.result.LabelMap;
import io.samcp.layers.result.Segment;
import io.samcp.layers.result.Segmentation;
import io.samcp.weights.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A panoptic map with what its segments are.
 *
 * @param width columns
 * @param height rows
 * @param ids {@code [height, width]}, row-major: segment ids, 0 for void; not copied
 * @param segments every id of the map once
 */
public record PanopticMap(int width, int height, int[] ids, List<PanopticSegment> segments) {

    /** The id of pixels that belong to nothing. */
    public static final int VOID = 0;

    public PanopticMap {
        if (ids.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "a map of " + width + "x" + height + " has " + (long) width * height + " ids, found " + ids.length);
        }
        segments = List.copyOf(segments);
    }

    /** What is known of a segment besides its pixels. */
    public record Meaning(int categoryId, OptionalDouble score) {}

    /**
     * Counts areas and boxes.
     *
     * @param meanings by id; ids without a pixel are left out
     * @throws IllegalArgumentException if a pixel has an id without a meaning
     */
    public static PanopticMap of(int width, int height, int[] ids, Map<Integer, Meaning> meanings) {
        final Map<Integer, Extent> extents = new LinkedHashMap<>();
        meanings.keySet().forEach(id -> extents.put(id, new Extent()));
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != VOID) {
                final Extent extent = extents.get(ids[i]);
                if (extent == null) {
                    throw new IllegalArgumentException(
                            "pixel " + i % width + ", " + i / width + " has id " + ids[i] + ", which no segment has");
                }
                extent.add(i % width, i / width);
            }
        }
        final List<PanopticSegment> segments = new ArrayList<>();
        extents.forEach((id, e) -> {
            if (e.area > 0) {
                segments.add(new PanopticSegment(id, meanings.get(id).categoryId(), e.area, e.left, e.top, e.right - e.left + 1,
                        e.bottom - e.top + 1, meanings.get(id).score()));
            }
        });
        return new PanopticMap(width, height, ids, segments);
    }

    /**
     * The map of an answer: ids count from 1 in the order in which segments were accepted, best first. Stuff segments of one class have
     * melted into one, which carries the best of their scores.
     */
    public static PanopticMap of(Segmentation answer, Vocabulary vocabulary) {
        final Map<Integer, Integer> idOfValue = new LinkedHashMap<>();
        final Map<Integer, Meaning> meanings = new LinkedHashMap<>();
        for (final Segment segment : answer.segments()) {
            final int value = segment.label() + LabelMap.INSTANCE_OFFSET * segment.instanceId();
            if (!idOfValue.containsKey(value)) {
                idOfValue.put(value, idOfValue.size() + 1);
                meanings.put(idOfValue.size(),
                        new Meaning(vocabulary.get(segment.label()).categoryId(), OptionalDouble.of(segment.score())));
            }
        }
        final LabelMap map = answer.panoptic();
        final int[] ids = new int[map.values().length];
        for (int i = 0; i < ids.length; i++) {
            final int value = map.values()[i];
            if (value != map.voidValue()) {
                ids[i] = idOfValue.get(value);
            }
        }
        return of(map.width(), map.height(), ids, meanings);
    }

    /** First and last pixels of a segment. */
    private static final class Extent {
        private int area;
        private int left = Integer.MAX_VALUE;
        private int top = Integer.MAX_VALUE;
        private int right = -1;
        private int bottom = -1;

        void add(int x, int y) {
            area++;
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
        }
    }
}
