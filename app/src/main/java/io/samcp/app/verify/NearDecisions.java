package io.samcp.app.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions that came out otherwise than the golden's where the golden itself lies within rounding of the threshold. Such a row is left out
 * of what follows, and the bounds of the other rows widen.
 */
final class NearDecisions {

    private static final double NEAR = 2e-5;
    private static final double WIDENED = 4;

    private final GoldenFile golden;
    private final int queries;
    private final int patches;
    private final int stages;
    private final int[] firstBadStage;
    private final Map<List<Integer>, Double> fragile = new HashMap<>();
    private final List<String> entries = new ArrayList<>();
    private int firstStage = Integer.MAX_VALUE;

    NearDecisions(GoldenFile golden, int queries, int patches, int stages) {
        this.golden = golden;
        this.queries = queries;
        this.patches = patches;
        this.stages = stages;
        this.firstBadStage = new int[queries];
        Arrays.fill(firstBadStage, Integer.MAX_VALUE);
        if (golden.has("margin.fragile")) {
            final int[] where = golden.ints("margin.fragile");
            final double[] distance = golden.doubles("margin.fragile_distance");
            for (int i = 0; i < distance.length; i++) {
                fragile.put(List.of(where[3 * i], where[3 * i + 1], where[3 * i + 2]), distance[i]);
            }
        }
    }

    List<String> entries() {
        return entries;
    }

    /** Whether a row counts in a stage (or, after the last stage, in the results). */
    boolean counts(int query, int stage) {
        return stage < firstBadStage[query];
    }

    /** What the bounds of a stage are multiplied with. */
    double factor(int stage) {
        return stage >= firstStage ? WIDENED : 1;
    }

    /**
     * Looks through the bits that a stage decided.
     *
     * @param stage which decided
     * @param expected golden {@code [queries, patches]}
     * @param actual ours
     */
    void compare(int stage, int[] expected, int[] actual) {
        for (int q = 0; q < queries; q++) {
            for (int n = 0; n < patches; n++) {
                final int i = q * patches + n;
                if (expected[i] != actual[i] && counts(q, stage)) {
                    final double distance = distance(stage, q, n);
                    if (Math.abs(distance) < NEAR) {
                        entries.add("stage " + stage + ", query " + q + ", patch " + n + ": golden is " + distance + " from the threshold");
                        firstBadStage[q] = stage;
                        firstStage = Math.min(firstStage, stage);
                    }
                }
            }
        }
    }

    /** Normalised affinity of the golden minus one half; infinite where the golden does not say. */
    private double distance(int stage, int q, int n) {
        final Double listed = fragile.get(List.of(stage, q, n));
        if (listed != null) {
            return listed;
        }
        final String name = "dec." + stage + ".affinity";
        if (golden.has("margin.fragile") || stage >= stages || !golden.has(name)) {
            return Double.POSITIVE_INFINITY;
        }
        final double[] affinity = golden.doubles(name);
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (int i = q * patches; i < (q + 1) * patches; i++) {
            final double s = sigmoid(affinity[i]);
            lo = Math.min(lo, s);
            hi = Math.max(hi, s);
        }
        return (sigmoid(affinity[q * patches + n]) - lo) / (hi - lo) - 0.5;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
