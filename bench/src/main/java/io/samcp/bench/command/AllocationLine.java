package io.samcp.bench.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;

/**
 * What a forward pass allocates, without what JMH itself allocates around every call: two calls with different numbers of forward passes
 * differ by the passes alone.
 */
final class AllocationLine {

    private static final String BATCH = "batch";

    private AllocationLine() {}

    /** One line, if the results hold forward passes as single shots that differ in nothing but their number. */
    static Optional<String> of(List<RunResult> results) {
        final List<RunResult> shots = results.stream()
                .filter(r -> r.getParams().getMode() == Mode.SingleShotTime
                        && r.getParams().getBenchmark().endsWith(".ForwardBenchmark.forward")
                        && r.getSecondaryResults().containsKey("gc.alloc.rate.norm"))
                .toList();
        if (shots.size() != 2 || !withoutBatch(shots.getFirst()).equals(withoutBatch(shots.getLast()))) {
            return Optional.empty();
        }
        final int few = batch(shots.getFirst());
        final int many = batch(shots.getLast());
        if (few == many) {
            return Optional.empty();
        }
        final double more = bytes(shots.getLast()) - bytes(shots.getFirst());
        return Optional.of(
                String.format(Locale.ROOT, "a forward pass allocates %,.0f B on the Java heap: %d differ from %d by %,.0f B; the rest is"
                        + " JMH's own and scatters by some hundred bytes", more / (many - few), many, few, more));
    }

    private static double bytes(RunResult r) {
        return r.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
    }

    private static int batch(RunResult r) {
        return Integer.parseInt(r.getParams().getParam(BATCH));
    }

    private static String withoutBatch(RunResult r) {
        return BenchmarkLabel.parameters(r.getParams()).replaceFirst(BATCH + "=\\d+", "");
    }
}
