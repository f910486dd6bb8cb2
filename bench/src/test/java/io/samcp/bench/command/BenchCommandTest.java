package io.samcp.bench.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of {@code samcp bench}. */
final class BenchCommandTest {

    private static final List<String> BASES = List.of("KernelBenchmark", "ModelBenchmark");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Another JMH may be running on this machine; nothing here is timed. */
    @BeforeAll
    static void letJmhRunBesideAnother() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    private int run(String... args) {
        return BenchCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--device gpu|--device: expected best, cpu, cuda, cuda:INDEX or cuda:UUID, found 'gpu'",
        "--precision FP8|Invalid value for option '--precision' (NAME): expected one of [FP32, TF32, BF16, FP16]",
        "--model huge|--model: expected one of tiny, r50-coco, found 'huge'",
        "--patches 32,0|--patches: expected 1 to 1024, found '0'",
        "--patches many|Invalid value for option '--patches' (N): 'many' is not an int",
        "--batch 0|--batch: expected 1 or more, found '0'",
        "--libraries maybe|--libraries: expected on or off, found 'maybe'",
        "--kernels Forward|--kernels and names of benchmarks exclude each other",
        "Nonsense|no benchmark matches Nonsense; --list names them",
        "Forward -- -f many|JMH: ",
        "--fast|Unknown option: '--fast'"})
    void refusesWhatItCannotDo(String line, String message) {
        assertEquals(2, run(line.split(" ", -1)), err::toString);
        assertTrue(err.toString().startsWith(message), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void listsEveryBenchmark() throws IOException {
        assertEquals(0, run("--list"), err::toString);
        final Path sources = Path.of(System.getProperty("samcp.root"), "bench", "src", "main", "java");
        try (Stream<Path> files = Files.walk(sources)) {
            final List<String> classes = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Benchmark.java"))
                    .map(name -> name.replace(".java", "")).filter(name -> !BASES.contains(name)).toList();
            assertFalse(classes.isEmpty());
            for (final String name : classes) {
                assertTrue(out.toString().contains("." + name + "."), () -> name + " is not listed:\n" + out);
            }
        }
    }

    @Test
    void runsAKernelAndPrintsItBesideItsFloor() {
        final int code = run("--device", "cpu", "BoxNormalise.kernel", "--", "-f", "0", "-wi", "0", "-i", "1", "-r", "100ms", "-p",
                "boxes=150");
        assertEquals(0, code, err::toString);
        assertTrue(out.toString().contains("say nothing of a GPU"), out::toString);
        assertTrue(out.toString().contains("GFLOP/s"), out::toString);
        assertTrue(out.toString().lines().anyMatch(line -> line.matches("BoxNormalise\\.kernel  boxes=150 +[\\d.]+ +- +us/op .*")),
                out::toString);
    }

    @Test
    void whatTheUserSaysToJmhCountsAndNotTheDefault() {
        final BenchmarkRun run = new JmhArguments(List.of("-wi", "7", "-p", "patches=5,6")).flag("-wi", "1").flag("-i", "3")
                .parameter("patches", List.of(32)).parameter("model", List.of("tiny", "r50-coco")).run("\\.ForwardBenchmark");
        assertEquals(7, run.options().getWarmupIterations().get());
        assertEquals(3, run.options().getMeasurementIterations().get());
        assertEquals(List.of("5", "6"), List.copyOf(run.options().getParameter("patches").get()));
        assertEquals(4, run.benchmarks());
    }
}
