package io.samcp.bench.command;

import io.samcp.kernels.Precision;
import io.samcp.app.command.Progress;
import io.samcp.bench.forward.BenchmarkModel;
import io.samcp.layers.input.PatchSet;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.Devices;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs benchmarks and prints a table. */
@Command(name = "samcp bench", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Measure: a short set of benchmarks (about two minutes on two cores), or those whose names match.",
    "Everything after -- goes to JMH as it is, for example: samcp bench Forward -- -f 5 -r 30"},
        footer = {
            "Exit codes: 0 done, 1 a benchmark failed, 2 wrong command line, 3 error."})
public final class BenchCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int ERROR = 3;
    private static final String TO_JMH = "--";

    @Spec
    private CommandSpec spec;

    @Option(names = "--list", description = "name all benchmarks and end")
    private boolean list;

    @Option(names = "--device", paramLabel = "best|cpu|cuda[:N|:UUID]", defaultValue = "best",
            description = "where it runs (default: best, a GPU if there is a usable one)")
    private String device;

    @Option(names = "--model", paramLabel = "NAME", split = ",", description = "tiny, r50-coco (default: tiny)")
    private List<String> models = List.of();

    @Option(names = "--patches", paramLabel = "N", split = ",", description = "patches per image (default: 32 in the short set)")
    private List<Integer> patches = List.of();

    @Option(names = "--batch", paramLabel = "N", split = ",", description = "images per call (default: 1)")
    private List<Integer> batches = List.of();

    @Option(names = "--precision", paramLabel = "NAME", split = ",", description = "${COMPLETION-CANDIDATES} (default: FP32)")
    private List<Precision> precisions = List.of();

    @Option(names = "--libraries", paramLabel = "on|off", split = ",", description = "whether library operations may be used (default: on)")
    private List<String> libraries = List.of();

    @Option(names = "--kernels", description = "every kernel alone, against its floor, instead of the short set")
    private boolean kernels;

    @Option(names = "--quick", description = "one JVM and two seconds each: a glance, not a measurement")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "write JMH's results there as well")
    private Path json;

    @Parameters(paramLabel = "REGEX", arity = "0..*", description = "benchmarks to run instead of the short set; see --list")
    private List<String> patterns = List.of();

    private final List<String> toJmh;

    private BenchCommand(List<String> toJmh) {
        this.toJmh = toJmh;
    }

    /**
     * Runs a command line.
     *
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        final List<String> all = Arrays.asList(args);
        final int end = all.contains(TO_JMH) ? all.indexOf(TO_JMH) : all.size();
        final BenchCommand command = new BenchCommand(all.subList(Math.min(end + 1, all.size()), all.size()));
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).setOut(out).setErr(err)
                .setExecutionExceptionHandler((exception, line, _) -> report(exception, line.getErr()))
                .execute(all.subList(0, end).toArray(String[]::new));
    }

    private static int report(Exception exception, PrintWriter err) {
        final boolean expected = exception instanceof DeviceException || exception instanceof IOException
                || exception instanceof RunnerException;
        final String remedy = String.valueOf(exception.getMessage()).contains("jmh.lock")
                ? " With samcp that is SAMCP_JAVA_OPTS=-Djmh.ignoreLock=true; two at once disturb each other's figures."
                : "";
        err.println("samcp bench: " + (expected ? exception.getMessage() + remedy : "unexpected: " + exception));
        err.flush();
        return ERROR;
    }

    /** The command {@code samcp bench}. */
    public static void main(String[] args) {
        System.exit(
                run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        args));
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        final PrintWriter out = spec.commandLine().getOut();
        if (list) {
            BenchmarkRun.names().forEach(out::println);
            out.flush();
            return 0;
        }
        check();
        final List<BenchmarkRun> runs = runs();
        final Heading heading = Heading.of(device);
        heading.print(out);
        final int wanted = runs.stream().mapToInt(BenchmarkRun::benchmarks).sum();
        final Path log = log();
        final List<RunResult> results = run(runs, wanted, log);
        out.println();
        new ResultTables(results, heading.peaks()).print(out);
        out.println("JMH's own output: " + log);
        out.flush();
        if (json != null) {
            writeJson(results);
        }
        if (results.size() < wanted) {
            spec.commandLine().getErr()
                    .println("samcp bench: " + (wanted - results.size()) + " of " + wanted + " benchmarks failed; why: " + log);
            return FAILED;
        }
        return 0;
    }

    private void check() {
        require("--device", List.of(device), Devices::isName, "best, cpu, cuda, cuda:INDEX or cuda:UUID");
        require("--model", models, BenchmarkModel.labels()::contains, "one of " + String.join(", ", BenchmarkModel.labels()));
        require("--patches", patches, n -> n >= 1 && n <= PatchSet.MOST, "1 to " + PatchSet.MOST);
        require("--batch", batches, n -> n >= 1, "1 or more");
        require("--libraries", libraries, List.of("on", "off")::contains, "on or off");
        if (kernels && !patterns.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--kernels and names of benchmarks exclude each other");
        }
    }

    private <T> void require(String option, List<T> values, Predicate<T> allowed, String expected) {
        for (final T value : values) {
            if (!allowed.test(value)) {
                throw new ParameterException(spec.commandLine(), option + ": expected " + expected + ", found '" + value + "'");
            }
        }
    }

    private List<BenchmarkRun> runs() {
        final JmhArguments asked = new JmhArguments(toJmh).parameter("device", List.of(device)).parameter("model", models)
                .parameter("patches", patches).parameter("batch", batches).parameter("precision", precisions)
                .parameter("libraries", libraries);
        if (quick) {
            asked.flag("-f", "1").flag("-wi", "1").flag("-w", "1").flag("-i", "1").flag("-r", "2");
        }
        try {
            if (kernels) {
                return List.of(asked.run("\\.kernels\\..*\\.kernel$"));
            }
            return patterns.isEmpty()
                    ? ShortSet.runs(asked)
                    : List.of(asked.run(patterns.stream().map(BenchmarkLabel::pattern).toArray(String[]::new)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static List<RunResult> run(List<BenchmarkRun> runs, int wanted, Path log) throws IOException, RunnerException {
        final List<RunResult> results = new ArrayList<>();
        try (PrintStream logged = new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8);
                Progress progress = Progress.of("bench", wanted)) {
            for (final BenchmarkRun run : runs) {
                results.addAll(new Runner(run.options(), new ProgressFormat(logged, progress)).run());
            }
        }
        return results;
    }

    /** Where the project lies says the launcher; without it, it is a temporary file. */
    private static Path log() throws IOException {
        final String root = System.getProperty("samcp.root");
        return root == null
                ? Files.createTempFile("samcp-bench", ".log")
                : Files.createDirectories(Path.of(root, "bench", "target")).resolve("jmh.log");
    }

    private void writeJson(List<RunResult> results) throws IOException {
        try (PrintStream file = new PrintStream(Files.newOutputStream(json), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(results);
        }
    }
}
