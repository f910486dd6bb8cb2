package io.samcp.bench.command;

import java.util.List;

/** What runs if nothing is named: each question once, briefly. */
final class ShortSet {

    private static final List<Integer> PATCHES = List.of(32);

    private ShortSet() {}

    /**
     * The runs.
     *
     * @param asked what the command line asks for; it comes first
     */
    static List<BenchmarkRun> runs(JmhArguments asked) {
        return List.of(latency(asked, "\\.ForwardBenchmark.forward$", "8"), allocation(asked),
                latency(asked, "SegmentBenchmark.segment$", "6"),
                shots(asked, "PlanningBenchmark.plan$", "2", "5"), shots(asked, "WeightsLoadingBenchmark", "2", "5"),
                shots(asked, "FirstResultBenchmark", "0", "3"), speed(asked));
    }

    private static BenchmarkRun latency(JmhArguments asked, String pattern, String seconds) {
        return asked.copy().parameter("patches", PATCHES).flag("-f", "1").flag("-wi", "1").flag("-w", "4").flag("-i", "1")
                .flag("-r", seconds).run(pattern);
    }

    /**
     * Two and six forward passes as one call each: JMH itself allocates some kilobytes per call, give or take some hundred bytes, so what a
     * forward pass allocates is a quarter of the difference. Libraries are off, for ND4J allocates array headers.
     */
    private static BenchmarkRun allocation(JmhArguments asked) {
        return asked.copy().parameter("patches", PATCHES).parameter("batch", List.of(2, 6)).parameter("libraries", List.of("off"))
                .flag("-bm", "ss").flag("-f", "1").flag("-wi", "2").flag("-i", "1").run("\\.ForwardBenchmark.forward$");
    }

    private static BenchmarkRun shots(JmhArguments asked, String pattern, String warmUp, String shots) {
        return asked.copy().parameter("patches", PATCHES).flag("-f", "1").flag("-wi", warmUp).flag("-i", shots).run(pattern);
    }

    private static BenchmarkRun speed(JmhArguments asked) {
        return asked.copy().flag("-f", "1").flag("-wi", "2").flag("-w", "1").flag("-i", "3").flag("-r", "1")
                .run("EngineSpeedBenchmark.launch");
    }
}
