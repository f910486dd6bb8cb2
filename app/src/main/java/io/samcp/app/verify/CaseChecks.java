package io.samcp.app.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Compares every stored result of a case with a forward pass. */
final class CaseChecks {

    private static final Pattern STAGE = Pattern.compile("dec\\.(\\d+)\\..*");

    private final GoldenFile golden;
    private final CaseOutputs ours;
    private final Yardsticks errors;
    private final int queries;
    private final int patches;
    private final int ownPatches;
    private final int semantic;
    private final int stages;
    private final NearDecisions near;
    private final List<String> nearSwaps = new ArrayList<>();
    private int[] instancePlace;
    private int[] keptPlace;

    /**
     * @param patches columns of an affinity
     * @param ownPatches patches of the image; fewer than columns only in a padded batch
     */
    CaseChecks(GoldenFile golden, CaseOutputs ours, Yardsticks errors, int semantic, int patches, int ownPatches, int stages) {
        this.golden = golden;
        this.ours = ours;
        this.errors = errors;
        this.semantic = semantic;
        this.patches = patches;
        this.ownPatches = ownPatches;
        this.queries = semantic + patches;
        this.stages = stages;
        this.near = new NearDecisions(golden, queries, patches, stages);
    }

    List<String> near() {
        final List<String> all = new ArrayList<>(near.entries());
        all.addAll(nearSwaps);
        return all;
    }

    /** One check for each stored result. */
    List<Check> all() {
        instancePlace = place("ins.scores", keys("ins.labels", "ins.query"), instanceKeys(), "instances");
        keptPlace = place("pan.kept_score", boxed(golden.ints("pan.kept_query")), boxed(ours.panopticInts("kept_query")), "kept queries");
        findFlips();
        final List<Check> checks = new ArrayList<>();
        final Set<String> present = golden.names().stream().map(ErrorTable::stripped).collect(Collectors.toSet());
        required().filter(name -> !present.contains(name)).forEach(name -> checks.add(Check.failed(name, "missing in the file")));
        for (final String name : golden.names()) {
            if (!name.startsWith("in.") && !name.startsWith("margin.")) {
                checks.add(guarded(name));
            }
        }
        return checks;
    }

    /** What every case has, whole or reduced. */
    private Stream<String> required() {
        final Stream<String> stageResults = IntStream.range(0, stages).mapToObj(l -> "dec." + l + ".merged_boxes");
        return Stream.concat(stageResults,
                Stream.of("patch.token", "dec." + (stages - 1) + ".affinity", "head.hidden", "head.logits", "ins.scores", "ins.boxes",
                        "ins.labels", "ins.query", "ins.patches", "ins.mask_area", "pan.map", "pan.kept_query", "pan.kept_score",
                        "pan.kept_label", "pan.segments"));
    }

    /** A result of the wrong size or kind is a failed check, not the end of the run. */
    private Check guarded(String name) {
        try {
            return check(name);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return Check.failed(name, "not comparable: " + e.getMessage());
        }
    }

    private void findFlips() {
        for (int stage = 0; stage < stages; stage++) {
            final String name = "dec." + (stage + 1) + ".dca_blocked";
            if (golden.has(name)) {
                near.compare(stage, golden.ints(name), ours.bits(name));
            } else if (golden.has(name + ".bits")) {
                near.compare(stage, unpacked(name + ".bits"), ours.bits(name));
            }
        }
        final String patchName = golden.has("ins.patches") ? "ins.patches" : "ins.patches.bits";
        if (!golden.has(patchName)) {
            return;
        }
        final int[] expected = golden.has("ins.patches") ? golden.ints(patchName) : unpacked(patchName);
        final int[] actual = RankedResults.reorder(ours.instanceInts("patches"), instancePlace);
        if (expected.length != actual.length) {
            return;
        }
        final int[] byQueryExpected = new int[queries * patches];
        final int[] byQueryActual = new int[queries * patches];
        final int[] query = golden.ints("ins.query");
        for (int k = 0; k < query.length; k++) {
            System.arraycopy(expected, k * ownPatches, byQueryExpected, (semantic + query[k]) * patches, ownPatches);
            System.arraycopy(actual, k * ownPatches, byQueryActual, (semantic + query[k]) * patches, ownPatches);
        }
        near.compare(stages - 1, byQueryExpected, byQueryActual);
    }

    private Check check(String name) {
        if (name.startsWith("ins.")) {
            return instances(name);
        }
        if (name.startsWith("pan.")) {
            return panoptic(name);
        }
        final Matcher matcher = STAGE.matcher(name);
        final int stage = matcher.matches() ? Integer.parseInt(matcher.group(1)) : name.startsWith("head.") ? stages - 1 : -1;
        if (name.contains(".dca_blocked") || name.equals("dec.in.self_blocked")) {
            final boolean packed = name.endsWith(".bits");
            final int columns = name.equals("dec.in.self_blocked") ? queries : patches;
            return Comparison.exact(name, packed ? unpacked(name) : golden.ints(name), ours.bits(ErrorTable.stripped(name)),
                    rows(stage - 1, columns));
        }
        if (!golden.isFloat(name)) {
            return Comparison.exact(name, golden.ints(name), ours.ints(name, golden.ints(name).length));
        }
        return floats(name, stage);
    }

    private Check floats(String name, int stage) {
        final double[] expected = golden.doubles(name);
        final String base = ErrorTable.stripped(name);
        final double[] all = ours.floats(base, name.equals(base) ? expected.length : Integer.MAX_VALUE);
        final double[] actual;
        if (name.endsWith(".samples")) {
            actual = Reduction.samples(all);
        } else if (name.endsWith(".stats")) {
            actual = Reduction.stats(all);
        } else if (name.endsWith(".channel_mean") || name.endsWith(".row_mean")) {
            actual = Reduction.means(all, expected.length);
        } else if (name.endsWith(".row_max")) {
            actual = Reduction.maxima(all, expected.length);
        } else {
            actual = all;
        }
        // rows of a decoder tensor are queries; the number of columns follows from its last size
        final int[] shape = golden.shape(name);
        final int columns = name.contains(".row_") ? 1 : shape[shape.length - 1];
        if (name.endsWith("merged_boxes")) {
            return exactFloats(name, expected, actual, rows(stage, columns));
        }
        return Comparison.floats(name, expected, actual, errors.ofCase(name), stage < 0 ? 1 : near.factor(stage),
                stage < 0 ? i -> true : rows(stage, columns));
    }

    private static Check exactFloats(String name, double[] expected, double[] actual, IntPredicate counted) {
        return Comparison.bounded(name, expected, actual, 0, 0, "", counted);
    }

    private IntPredicate rows(int stage, int columns) {
        return i -> i / columns >= queries || near.counts(i / columns, stage);
    }

    private Check instances(String name) {
        final String field = ErrorTable.stripped(name).substring("ins.".length());
        final int[] query = golden.ints("ins.query");
        final IntPredicate counted = i -> {
            final int width = Math.max(1, golden.tensor(name).shape().dims().size() > 1
                    ? name.endsWith(".bits") ? ownPatches : golden.shape(name)[1]
                    : 1);
            return near.counts(semantic + query[i / width], stages - 1);
        };
        if (golden.isFloat(name)) {
            return Comparison.floats(name, golden.doubles(name), RankedResults.reorder(ours.instanceFloats(field), instancePlace),
                    errors.ofCase(name), near.factor(stages - 1), counted);
        }
        return Comparison.exact(name, name.endsWith(".bits") ? unpacked(name) : golden.ints(name),
                RankedResults.reorder(ours.instanceInts(field), instancePlace), counted);
    }

    private Check panoptic(String name) {
        final String field = ErrorTable.stripped(name).substring("pan.".length());
        if (name.endsWith(".runs")) {
            return Comparison.exact(name, expanded(golden.ints(name)), ours.panopticInts(field));
        }
        if (field.equals("kept_score")) {
            return Comparison.floats(name, golden.doubles(name), RankedResults.reorder(ours.keptScores(), keptPlace), errors.ofCase(name));
        }
        final int[] actual = ours.panopticInts(field);
        return Comparison.exact(name, golden.ints(name), field.startsWith("kept_") ? RankedResults.reorder(actual, keptPlace) : actual);
    }

    private int[] place(String scores, List<Integer> goldenKeys, List<Integer> ourKeys, String what) {
        final double[] golden0 = golden.doubles(scores);
        double magnitude = 0;
        for (final double score : golden0) {
            magnitude = Math.max(magnitude, Math.abs(score));
        }
        return RankedResults.match(golden0, errors.ofCase(scores).bound(magnitude), goldenKeys, ourKeys, what, nearSwaps);
    }

    private List<Integer> keys(String labels, String query) {
        return combined(golden.ints(labels), golden.ints(query));
    }

    private List<Integer> instanceKeys() {
        return combined(ours.instanceInts("labels"), ours.instanceInts("query"));
    }

    private static List<Integer> combined(int[] labels, int[] queries) {
        final List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            keys.add(queries[i] * 10_000 + labels[i]);
        }
        return keys;
    }

    private static List<Integer> boxed(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** Row r, patch n is bit {@code n & 7} of byte {@code n >> 3}. */
    private int[] unpacked(String name) {
        final int[] bytes = golden.ints(name);
        final int perRow = golden.shape(name)[1];
        final int rows = golden.shape(name)[0];
        final int[] out = new int[rows * patches];
        for (int r = 0; r < rows; r++) {
            for (int n = 0; n < patches; n++) {
                out[r * patches + n] = bytes[r * perRow + (n >> 3)] >> (n & 7) & 1;
            }
        }
        return out;
    }

    private static int[] expanded(int[] runs) {
        int total = 0;
        for (int i = 1; i < runs.length; i += 2) {
            total += runs[i];
        }
        final int[] out = new int[total];
        int at = 0;
        for (int i = 0; i < runs.length; i += 2) {
            Arrays.fill(out, at, at + runs[i + 1], runs[i]);
            at += runs[i + 1];
        }
        return out;
    }
}
