package io.samcp.kernels.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What {@link InstanceSelectKernel} and {@link PanopticSelectKernel} must choose, by sorting; for tests and benchmarks. */
public final class SelectionReference {

    private SelectionReference() {}

    /**
     * A chosen query.
     *
     * @param query row, or number of the instance query
     * @param label class
     * @param score sigmoid of its logit, in double
     */
    public record Choice(int query, int label, double score) {}

    /** The best pairs of instance query and thing; equal logits in the order of query, then thing. */
    public static List<Choice> instances(InstanceSelectKernel.Shape s, float[] logits, int patches) {
        final List<Choice> all = new ArrayList<>();
        for (int n = 0; n < patches; n++) {
            for (int t = 0; t < s.things(); t++) {
                all.add(new Choice(n, t, sigmoid(logits[(s.semantic() + n) * s.classes() + t])));
            }
        }
        all.sort(Comparator.comparingDouble(Choice::score).reversed());
        return all.subList(0, Math.min(s.max(), all.size()));
    }

    /** The best queries that pass both thresholds; equal scores in the order of rows. A NaN counts as the largest score and does not pass. */
    public static List<Choice> panoptic(PanopticSelectKernel.Shape s, float[] logits, float[] rowMax, int queries) {
        final List<Choice> all = new ArrayList<>();
        for (int r = 0; r < queries; r++) {
            int best = r < s.semantic() ? s.things() + r : 0;
            for (int t = 1; r >= s.semantic() && t < s.things(); t++) {
                final float largest = logits[r * s.classes() + best];
                best = Float.isNaN(largest) || logits[r * s.classes() + t] <= largest ? best : t;
            }
            all.add(new Choice(r, best, sigmoid(logits[r * s.classes() + best])));
        }
        all.sort(Comparator.comparingDouble(Choice::score).reversed());
        return all.subList(0, Math.min(s.max(), all.size())).stream()
                .filter(c -> c.score() > s.objectThreshold() && rowMax[c.query()] > s.affinityThreshold()).toList();
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
