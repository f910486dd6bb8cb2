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

    /** In bytes; JMH's own differs by a few from call to call. */
    private static final int SMALLEST_OBJECT = 16;

    private AllocationLine() {}

    /** One line, if the results hold forward passes as single shots that differ in nothing but their number. */
    static Optional<String> of(List<RunResult> results) {
        final List<RunResult> shots = results.stream()
                .filter(r -> r.getParams().getMode() == Mode.SingleShotTime
                        && r.getParams().getBenchmark().endsWith("ForwardBenchmark.forward")
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
        final double each = more / (many - few);
        return Optional.of(String.format(Locale.ROOT,
                "%d forward passes differ from %d by %,.0f B: one allocates %s on the Java heap; the rest is"
                        + " JMH's own",
                many, few, more, Math.abs(each) < SMALLEST_OBJECT ? "nothing" : String.format(Locale.ROOT, "%,.0f B", each)));
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
