package io.samcp.test.gpusuite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samcp.simulator.driver.StandInDriver;
import io.samcp.test.golden.GoldenData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;

/** The GPU suite as a person would run it, on the stand-in driver: bundle, dry run, report; and what it says when a part dies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class GpuSuiteDryRunTest {

    private static final int MINUTES = 15;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void bundle() throws IOException, InterruptedException {
        final Optional<String> reason = StandInDriver.unavailable();
        assumeTrue(reason.isEmpty(), () -> "skipped: " + reason.orElseThrow());
        final Path root = GoldenData.projectRoot();
        assumeTrue(Files.exists(root.resolve("bench/target/classpath.txt")), "skipped: the module bench is not packaged");
        assertEquals(0, run(root.resolve("bench/gpu/bundle"), folder.resolve("suite").toString()), () -> log());
    }

    private static int run(Path script, String... arguments) throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder(script.toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("OUT", folder.resolve("report").toString());
        final Process process = builder.start();
        assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "the script takes longer than " + MINUTES + " minutes");
        return process.exitValue();
    }

    private static String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    @Order(1)
    void everyPartPassesOnTheStandInDriver() throws IOException, InterruptedException {
        assertEquals(0, run(folder.resolve("suite/run"), "--dry-run"), () -> log());
        final String report = Files.readString(folder.resolve("report/report.md"));
        for (final String part : List.of("doctor", "conformance", "golden", "bits", "scenes", "precisions", "libraries", "latency",
                "kernels")) {
            assertTrue(report.contains("| " + part + " | passed |"), report);
        }
        assertTrue(report.contains("dry run") && report.contains("12 of 12 panoptic maps"), report);
        assertTrue(report.contains("0 programs fail; 0 results are not the bits of the PTX engine"), report);
        assertTrue(record("approximate").contains("rsqrt.approx.f64") && record("matrix").contains("bf16.bf16.f32"), "results are kept");
        assertTrue(report.contains("by cuBLAS 12.6.4; convolutions by cuDNN 9.5.1"), report);
    }

    @Test
    @Order(2)
    void aPartThatFailsStandsFirstAndTheOthersGoOn() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("suite/bits.json"), "{\"case_p1\": {\"pan.map\": \"0000\"}}");
        for (final Path scene : scenes().subList(1, scenes().size())) {
            Files.delete(scene);
        }
        assertEquals(1, run(folder.resolve("suite/run"), "--dry-run", "--parts", "bits,doctor,scenes"), () -> log());
        final String report = Files.readString(folder.resolve("report/report.md"));
        assertTrue(report.contains("| bits | **FAILED** |") && report.contains("pan.map differs from the PTX engine"), report);
        assertTrue(report.contains("| scenes | passed |"), report);
        assertTrue(report.indexOf("## bits: FAILED") < report.indexOf("## doctor"), report);
        assertFalse(report.contains("| golden |"), "only the parts that were asked for: " + report);
    }

    private static String record(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("report/records/" + name + ".txt.gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Path> scenes() throws IOException {
        try (var files = Files.list(folder.resolve("suite/scenes"))) {
            return files.sorted().toList();
        }
    }
}
