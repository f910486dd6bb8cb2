package io.samcp.bench.command;

import io.samcp.app.command.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as aligned tables: kernels beside their floors, everything else by time. */
final class ResultTables {

    private static final String NOT_MEASURED = "-";
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String LANE_INSTRUCTIONS = "laneInstructions";
    private static final String KERNELS = "kernels";
    private static final double GIGA = 1e9;
    private static final double MEDIAN = 50;
    private static final double HIGH = 99;
    private static final double PERCENT = 100;
    private static final Map<String, Double> SECONDS = Map.of("ns/op", 1e-9, "us/op", 1e-6, "ms/op", 1e-3, "s/op", 1.0);

    private final List<RunResult> results;
    private final Optional<Peaks> peaks;

    ResultTables(List<RunResult> results, Optional<Peaks> peaks) {
        this.results = List.copyOf(results);
        this.peaks = peaks;
    }

    void print(PrintWriter out) {
        final List<RunResult> kernels = results.stream().filter(r -> r.getSecondaryResults().containsKey(KERNELS)).toList();
        final List<RunResult> others = results.stream().filter(r -> !kernels.contains(r)).toList();
        if (!others.isEmpty()) {
            final TextTable table = new TextTable("benchmark", "p50", "p99", "mean", "error", "unit", "B/op");
            others.forEach(r -> other(table, r));
            table.print(out);
            AllocationLine.of(others).ifPresent(out::println);
            out.println();
        }
        if (!kernels.isEmpty()) {
            final TextTable table = new TextTable("kernel", "time", "error", "unit", "GFLOP/s", "GB/s", "% of floor", "B/op");
            kernels.forEach(r -> kernel(table, r));
            table.print(out);
            out.println();
        }
    }

    private static void other(TextTable table, RunResult r) {
        final Result<?> speed = r.getSecondaryResults().get(LANE_INSTRUCTIONS);
        final Result<?> shown = speed == null ? r.getPrimaryResult() : speed;
        final double scale = speed == null ? 1 : 1 / GIGA;
        final boolean sampled = r.getParams().getMode() == Mode.SampleTime;
        table.row(BenchmarkLabel.withParameters(r.getParams()),
                sampled ? number(shown.getStatistics().getPercentile(MEDIAN)) : NOT_MEASURED,
                sampled ? number(shown.getStatistics().getPercentile(HIGH)) : NOT_MEASURED, number(shown.getScore() * scale),
                number(shown.getScoreError() * scale), speed == null ? shown.getScoreUnit() : "G lane-instr/s", allocated(r));
    }

    private void kernel(TextTable table, RunResult r) {
        final Result<?> each = r.getSecondaryResults().get(KERNELS);
        final double perByte = seconds(r, "bytes");
        final double perFlop = seconds(r, "flops");
        final double seconds = seconds(r, KERNELS);
        table.row(BenchmarkLabel.withParameters(r.getParams()), number(each.getScore()),
                number(each.getScoreError()), each.getScoreUnit(), number(1 / perFlop / GIGA), number(1 / perByte / GIGA),
                peaks.map(p -> TextTable.percent(PERCENT * p.floorSeconds(seconds / perByte, seconds / perFlop) / seconds))
                        .orElse(NOT_MEASURED),
                allocated(r));
    }

    /** Seconds per unit of a counter; infinite if there was none of it. */
    private static double seconds(RunResult r, String counter) {
        final Result<?> result = r.getSecondaryResults().get(counter);
        return SECONDS.getOrDefault(result.getScoreUnit(), Double.NaN) * result.getScore();
    }

    private static String allocated(RunResult r) {
        final Result<?> bytes = r.getSecondaryResults().get(ALLOCATED);
        return bytes == null ? NOT_MEASURED : String.format(Locale.ROOT, "%,.0f", bytes.getScore());
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return NOT_MEASURED;
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }
}
