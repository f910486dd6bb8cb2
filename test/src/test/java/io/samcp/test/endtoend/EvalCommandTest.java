package io.samcp.test.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.Main;
import io.samcp.test.golden.GoldenData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped scenes: PyTorch's quality, and its panoptic maps to the pixel. */
final class EvalCommandTest {

    private static final double BOUND = 0.1;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"--libraries=on", "--stored-masks"})
    void reachesTheQualityOfPyTorch(String option) throws IOException {
        final Path scenes = GoldenData.projectRoot().resolve("scenes");
        final Path json = folder.resolve("metrics.json");
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int code = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute("eval", scenes.toString(),
                option,
                "--json", json.toString());
        assertEquals(0, code, err::toString);
        assertTrue(out.toString().contains("expected maps: 12 of 12 equal to the pixel"), out::toString);
        final JsonNode found = JsonMapper.shared().readTree(Files.readString(json));
        final JsonNode expected = JsonMapper.shared().readTree(Files.readString(scenes.resolve("metrics.json"))).get("shipped_12");
        assertEquals(expected.get("scenes"), found.get("scenes"));
        for (final String key : List.of("PQ", "PQ_things", "PQ_stuff", "AP", "AP50", "AP75", "mIoU", "pixel_accuracy")) {
            assertEquals(number(expected.get(key)), number(found.get(key)), BOUND, key);
        }
    }

    /** Decisions may flip below FP32; what comes of it must stay as good (golden/VERIFY.md of the references: 1.0 of PQ). */
    @ParameterizedTest
    @ValueSource(strings = {"tf32", "bf16", "fp16"})
    void everyPrecisionIsAsGood(String precision) throws IOException {
        final Path scenes = GoldenData.projectRoot().resolve("scenes");
        final Path json = folder.resolve("metrics.json");
        final StringWriter err = new StringWriter();
        final int code = Main.commandLine().setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err)).execute("eval",
                scenes.toString(), "--precision", precision, "--json", json.toString());
        assertEquals(0, code, err::toString);
        final JsonNode expected = JsonMapper.shared().readTree(Files.readString(scenes.resolve("metrics.json"))).get("shipped_12");
        assertEquals(number(expected.get("PQ")), number(JsonMapper.shared().readTree(Files.readString(json)).get("PQ")), 1.0);
    }

    /** PQ is an object with its factors, the others are numbers. */
    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : node.get("pq").asDouble();
    }
}
