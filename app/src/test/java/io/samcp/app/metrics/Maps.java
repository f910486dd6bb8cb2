package io.samcp.app.metrics;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.layers.input.BitPlane;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Maps one pixel high, written as text: a letter is a segment, a dot is void; {@code a-m} are category 1, {@code n-z} category 2. */
final class Maps {

    private Maps() {}

    static PanopticMap of(String pixels) {
        final int[] ids = new int[pixels.length()];
        final Map<Integer, PanopticMap.Meaning> meanings = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (pixels.charAt(i) != '.') {
                ids[i] = pixels.charAt(i);
                meanings.put(ids[i], new PanopticMap.Meaning(pixels.charAt(i) <= 'm' ? 1 : 2, OptionalDouble.empty()));
            }
        }
        return PanopticMap.of(ids.length, 1, ids, meanings);
    }

    static ScoredMask mask(int category, double score, String pixels) {
        final int[] words = new int[BitPlane.wordsPerPlane(pixels.length(), 1)];
        for (int i = 0; i < pixels.length(); i++) {
            if (pixels.charAt(i) != '.') {
                words[i / 32] |= 1 << i % 32;
            }
        }
        return new ScoredMask(category, score, new BitPlane(pixels.length(), 1, words));
    }
}
