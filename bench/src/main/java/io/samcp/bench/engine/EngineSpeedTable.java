package io.samcp.bench.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link EngineSpeedBenchmark} with plain loops and with the Vector API and writes {@code bench/results/engine-speed.md}. */
public final class EngineSpeedTable {

    private static final double GIGA = 1e9;
    private static final List<String> JVM = List.of("--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector",
            "--sun-misc-unsafe-memory-access=allow");

    private EngineSpeedTable() {}

    /** The figures of one program, run one way. */
    private record Row(double launches, double instructions, double operations) {}

    /** Argument: the file to write. */
    public static void main(String[] args) throws IOException, RunnerException {
        final Map<String, Row> rows = new TreeMap<>();
        final Map<String, Double> first = new TreeMap<>();
        for (final boolean loops : new boolean[]{true, false}) {
            final List<String> jvm = new ArrayList<>(JVM);
            if (loops) {
                jvm.add("-Dsamcp.engine.loops=true");
            }
            final Collection<RunResult> results = new Runner(new OptionsBuilder().include(EngineSpeedBenchmark.class.getSimpleName())
                    .jvmArgs(jvm.toArray(String[]::new)).warmupTime(TimeValue.seconds(2)).build()).run();
            for (final RunResult result : results) {
                final String key = result.getParams().getParam("program") + " | " + (loops ? "loops" : "vectors") + " | "
                        + result.getParams().getParam("execution").toLowerCase(Locale.ROOT);
                if (result.getParams().getBenchmark().endsWith("firstLaunch")) {
                    first.put(key, result.getPrimaryResult().getScore());
                } else {
                    rows.put(key, new Row(result.getPrimaryResult().getScore(), score(result, "laneInstructions"),
                            score(result, "floatingOperations")));
                }
            }
        }
        final Path file = Path.of(args[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            out.printf(Locale.ROOT,
                    """
                            # Speed of the PTX engine

                            Measured %s on one core of %s (%d cores), Java %s, by `bench/engine-speed`. A launch has 8 blocks of 64 threads and 2000 rounds
                            of the program's loop; G lane-instructions/s counts an instruction that runs in one lane as one. Other work on the machine moves these
                            figures: differences under 1.5x mean little.

                            | program | whole warps | tier | G lane-instructions/s | GFLOP/s | launches/s | first launch, ms |
                            | --- | --- | --- | --- | --- | --- | --- |
                            """,
                    LocalDate.now(ZoneOffset.UTC), processor(), Runtime.getRuntime().availableProcessors(), Runtime.version());
            rows.forEach((key, row) -> out.printf(Locale.ROOT, "| %s | %.2f | %s | %.1f | %.0f |%n", key, row.instructions() / GIGA,
                    row.operations() == 0 ? "" : String.format(Locale.ROOT, "%.2f", row.operations() / GIGA), row.launches(),
                    first.get(key)));
        }
    }

    private static double score(RunResult result, String counter) {
        final Result<?> secondary = result.getSecondaryResults().get(counter);
        return secondary.getScore();
    }

    private static String processor() throws IOException {
        final Path info = Path.of("/proc/cpuinfo");
        return Files.exists(info)
                ? Files.readAllLines(info).stream().filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("an unknown processor")
                : System.getProperty("os.arch");
    }
}
