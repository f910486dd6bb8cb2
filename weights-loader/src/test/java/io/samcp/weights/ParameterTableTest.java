package io.samcp.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.weights.Parameter.Use;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterTableTest {

    @Test
    void isThatOfTheReleasedCheckpoint() throws IOException {
        final Map<String, String> expected = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(ParameterTableTest.class.getResourceAsStream("PARAMETERS.tsv"), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                final List<String> columns = List.of(line.split("\t", -1));
                expected.put(columns.get(0), columns.get(1) + " " + columns.get(3));
            });
        }
        final Map<String, String> actual = new TreeMap<>();
        ParameterTable.of(ModelConfiguration.r50Coco()).values().stream().filter(p -> p.use() != Use.TEXT)
                .forEach(p -> actual.put(p.name(), p.shape() + " " + p.use().name().toLowerCase(Locale.ROOT)));
        assertEquals(886, expected.size(), "rows of the table");
        assertEquals(expected, actual);
    }

    @Test
    void namesWhatTheSmallGoldenModelHolds(@TempDir Path folder) throws IOException {
        try (WeightsFile tiny = WeightsFiles.open(GoldenZip.unpack("tiny.safetensors", folder))) {
            final Map<String, Parameter> table = ParameterTable.of(ModelWeights.configurationOf(tiny));
            tiny.tensors().forEach((name, info) -> {
                assertTrue(table.containsKey(name), name);
                assertEquals(table.get(name).shape(), info.shape(), name);
            });
            table.values().stream().filter(p -> p.use() == Use.USED)
                    .forEach(p -> assertTrue(tiny.tensors().containsKey(p.name()), p.name() + " is read but not in the file"));
        }
    }

    @Test
    void aSharedAffinityBranchReplacesThoseOfTheLayers(@TempDir Path folder) throws IOException {
        try (WeightsFile extra = WeightsFiles.open(GoldenZip.unpack("tiny_shared_affinity.safetensors", folder))) {
            final Map<String, Parameter> table = ParameterTable.of(ModelWeights.configurationOf(extra));
            assertFalse(extra.tensors().isEmpty(), "tensors of the shared branch");
            extra.tensors().forEach((name, info) -> {
                assertEquals(Use.USED, table.get(name).use(), name);
                assertEquals(table.get(name).shape(), info.shape(), name);
            });
            assertEquals(Use.UNUSED, table.get("decoder.layers.0.conv_aff.0.weight").use(), "the branch of a layer");
        }
    }

    @Test
    void textRowsBelongToIt() {
        final Map<String, Parameter> table = ParameterTable.of(ModelConfiguration.r50Coco());
        assertEquals("133x512", table.get(ParameterTable.TEXT).shape().toString());
        assertEquals("53x512", table.get(ParameterTable.SEMANTIC_TEXT).shape().toString());
        assertEquals(Use.TEXT, table.get(ParameterTable.TEXT).use());
    }
}
