package io.samcp.app.metrics;

import io.samcp.app.panoptic.PanopticMap;
import java.util.HashMap;
import java.util.Map;

/** How many pixels each pair of segments of two maps shares; void (0) counts as a segment. */
final class SegmentOverlap {

    private final Map<Long, Integer> pixels = new HashMap<>();

    SegmentOverlap(PanopticMap truth, PanopticMap answer) {
        if (truth.width() != answer.width() || truth.height() != answer.height()) {
            throw new IllegalArgumentException("maps of one size are compared: truth " + truth.width() + "x" + truth.height() + ", answer "
                    + answer.width() + "x" + answer.height());
        }
        for (int i = 0; i < truth.ids().length; i++) {
            pixels.merge(key(truth.ids()[i], answer.ids()[i]), 1, Integer::sum);
        }
    }

    /** Pixels that are {@code truthId} in the truth and {@code answerId} in the answer. */
    int of(int truthId, int answerId) {
        return pixels.getOrDefault(key(truthId, answerId), 0);
    }

    private static long key(int truthId, int answerId) {
        return (long) truthId << 32 | answerId;
    }
}
