package io.samcp.app.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.Main;
import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.ModelWeights;
import io.samcp.weights.safetensors.SafetensorsFile;
import io.samcp.weights.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands inspect and convert on the small golden model: 6 things, 5 stuff classes, text rows of 40. */
class WeightsCommandsTest {

    @TempDir
    private Path folder;
    private Path tiny;

    /** What a run of the command line gave. */
    private record Run(int code, String out, String err) {}

    private static Run run(Object... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        final int code = line.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    @BeforeEach
    void unpackTheModel() throws IOException {
        tiny = folder.resolve("tiny.safetensors");
        try (ZipFile zip = new ZipFile(Path.of(System.getProperty("samcp.root")).resolve("golden/golden.zip").toFile());
                InputStream in = zip.getInputStream(zip.getEntry("tiny.safetensors"))) {
            Files.copy(in, tiny);
        }
    }

    private Path write(String name, Map<String, HostTensor> tensors, Map<String, String> metadata) {
        final Map<String, SafetensorsWriter.Slot> slots = new HashMap<>();
        tensors.forEach((key, tensor) -> slots.put(key, new SafetensorsWriter.Slot(tensor.type(), tensor.shape())));
        final Path file = folder.resolve(name);
        SafetensorsWriter.write(file, slots, tensors::get, metadata, _ -> {
        });
        return file;
    }

    private Path text(String name, int rows, float value) {
        final float[] values = new float[rows * 40];
        Arrays.fill(values, value);
        return write(name, Map.of("rows", HostTensor.ofFloats(TensorShape.of(rows, 40), values)), Map.of());
    }

    @Test
    void inspectShowsAUsableModel() {
        final Run run = run("inspect", tiny);
        assertEquals(0, run.code(), run.err());
        for (final String part : new String[]{"safetensors", "sha256", "D 32, 4 heads", "6 things + 5 stuff", "shared_mlp.layers",
            "no text rows"}) {
            assertTrue(run.out().contains(part), part + " in " + run.out());
        }
        assertFalse(run.out().contains("shared_mlp.layers.0.weight"), "single tensors only with --all");
        assertTrue(run("inspect", tiny, "--all").out().contains("shared_mlp.layers.0.weight"), "single tensors with --all");
    }

    @Test
    void inspectReportsWhatDoesNotFit() {
        final Run other = run("inspect", tiny, "--config", "r50-coco");
        assertEquals(1, other.code(), other.err());
        assertTrue(other.out().contains("misshapen   backbone.conv1.weight: expected floats 64x3x7x7, found F32 8x3x7x7"), other.out());
        assertTrue(other.out().contains("more; --all lists them"), other.out());
        final Path alone = text("text.safetensors", 3, 1);
        final Run unknown = run("inspect", alone);
        assertEquals(1, unknown.code(), unknown.err());
        assertTrue(unknown.out().contains("model       unknown"), unknown.out());
    }

    @Test
    void convertAddsTextRowsAndWhatItWroteIsAModel() {
        final Path converted = folder.resolve("converted.safetensors");
        final Run run = run("convert", tiny, converted, "--things-text", text("things.safetensors", 7, 2), "--stuff-text",
                text("stuff.safetensors", 5, 3));
        assertEquals(0, run.code(), run.err());
        assertFalse(run.out().contains("no text rows"), run.out());
        try (ModelWeights model = ModelWeights.open(converted); SafetensorsFile source = SafetensorsFile.open(tiny)) {
            assertEquals(32, model.configuration().embedDims());
            final float[] rows = model.textEmbedding().toFloats();
            assertEquals(11 * 40, rows.length);
            assertEquals(List.of(2f, 3f, 3f), List.of(rows[7 * 40 - 1], rows[7 * 40], rows[439]), "a background row shifts the stuff rows");
            assertEquals(5, model.semanticTextEmbedding().shape().dim(0));
            assertArrayEquals(source.tensor("semantic_fc.weight").toFloats(), model.float32("semantic_fc.weight").toFloats());
        }
        assertEquals(0, run("inspect", converted).code());
    }

    @Test
    void convertRefusesWhatDoesNotFitAndWritesNothing() throws IOException {
        final Path out = folder.resolve("out.safetensors");
        final Run half = run("convert", tiny, out, "--things-text", tiny);
        assertEquals(2, half.code(), half.err());
        final Run stuff = run("convert", tiny, out, "--things-text", text("t", 6, 1), "--stuff-text", text("s", 4, 1));
        assertEquals(3, stuff.code(), stuff.err());
        assertTrue(stuff.err().contains("expected 5x40, found 4x40"), stuff.err());
        final Run many = run("convert", tiny, out, "--things-text", tiny, "--stuff-text", tiny);
        assertTrue(many.code() == 3 && many.err().contains("expected one, the text rows"), many.err());
        final Path basic = Files.writeString(folder.resolve("basic.json"), "{\"bottleneck\": false}");
        final Run blocks = run("convert", tiny, out, "--config", basic);
        assertTrue(blocks.code() == 3 && blocks.err().contains("bottleneck"), blocks.err());
        final Run released = run("convert", tiny, out, "--config", "r50-coco");
        assertTrue(released.code() == 3 && released.err().contains("misshapen"), released.err());
        final Path python = write("python.safetensors", Map.of("a", HostTensor.ofFloats(TensorShape.of(1), 1)),
                Map.of("config", "model = dict(type='SamCP')"));
        final Run config = run("convert", python, out);
        assertTrue(config.code() == 3 && config.err().contains("--config"), config.err());
        assertFalse(Files.exists(out), "a file was written");
    }

    @Test
    void convertTakesAConfigurationFromAFileAndKeepsHalves() throws IOException {
        final Map<String, HostTensor> halves = new HashMap<>();
        final String config;
        try (SafetensorsFile source = SafetensorsFile.open(tiny)) {
            config = source.metadata().get("config");
            source.tensors().keySet().forEach(name -> {
                final HostTensor tensor = source.tensor(name);
                halves.put(name, new HostTensor(ElementType.BF16, tensor.shape(), bfloat16(tensor.toFloats())));
            });
        }
        final Path bare = write("bare.safetensors", halves, Map.of());
        final Path json = Files.writeString(folder.resolve("config.json"), config);
        final Path out = folder.resolve("out.safetensors");
        final Run run = run("convert", bare, out, "--config", json);
        assertEquals(0, run.code(), run.err());
        try (SafetensorsFile written = SafetensorsFile.open(out)) {
            assertEquals("BF16", written.tensors().get("semantic_fc.weight").dtype());
            assertArrayEquals(halves.get("semantic_fc.weight").toFloats(), written.tensor("semantic_fc.weight").toFloats());
        }
        assertEquals(0, run("inspect", out).code());
    }

    private static MemorySegment bfloat16(float[] values) {
        final short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (short) (Float.floatToRawIntBits(values[i]) >>> Short.SIZE);
        }
        return MemorySegment.ofArray(bits);
    }

    @Test
    void initRefusesAnUnknownConfiguration() {
        final Run run = run("init", "--config", "r101", "--out", folder.resolve("f"));
        assertTrue(run.code() == 3 && run.err().contains("expected r50-coco, found r101"), run.err());
    }
}
