package io.samcp.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelWeightsTest {

    private final ModelConfiguration config = TestConfigurations.tiny();
    private final MemoryWeights file = MemoryWeights.complete(config, 0.5f);

    private ModelWeights open() {
        return ModelWeights.of(file, Optional.empty());
    }

    @Test
    void opensTheSmallGoldenModel(@TempDir Path folder) throws IOException {
        try (ModelWeights tiny = ModelWeights.open(GoldenZip.unpack("tiny.safetensors", folder))) {
            assertEquals(config, tiny.configuration());
            assertEquals(ImageInput.DEFAULT, tiny.imageInput());
            assertEquals(11, tiny.vocabulary().size());
            assertEquals(TensorShape.of(8, 3, 7, 7), tiny.float32("backbone.conv1.weight").shape());
        }
    }

    @Test
    void anOverlayReplacesTensorsAndConfiguration(@TempDir Path folder) throws IOException {
        final WeightsFile below = WeightsFiles.open(GoldenZip.unpack("tiny.safetensors", folder));
        final WeightsFile above = WeightsFiles.open(GoldenZip.unpack("tiny_shared_affinity.safetensors", folder));
        final WeightsFile both = WeightsFiles.overlay(List.of(below, above));
        try (ModelWeights weights = ModelWeights.of(both, Optional.empty())) {
            assertTrue(weights.configuration().shareAffinity(), "the configuration of the upper file");
            final String shared = "decoder.calculate_affinity.conv_aff.0.weight";
            Tensors.assertSame(above.tensor(shared), weights.float32(shared), shared);
            Tensors.assertSame(below.tensor("roi_norm.bias"), weights.float32("roi_norm.bias"), "roi_norm.bias");
        }
        assertThrows(IllegalStateException.class, () -> below.tensor("roi_norm.bias"), "closing the overlay closes its files");
    }

    @Test
    void convertsHalvesExactly() {
        file.content.put("roi_norm.bias", new HostTensor(ElementType.BF16, TensorShape.of(32), filled((short) 0x4049)));
        file.content.put("roi_norm.weight", new HostTensor(ElementType.F16, TensorShape.of(32), filled((short) 0x3555)));
        try (ModelWeights weights = open()) {
            assertEquals(3.140625f, weights.float32("roi_norm.bias").floatAt(31));
            assertEquals(0.33325195f, weights.float32("roi_norm.weight").floatAt(0));
        }
    }

    private static MemorySegment filled(short value) {
        final short[] values = new short[32];
        Arrays.fill(values, value);
        return MemorySegment.ofArray(values);
    }

    @Test
    void saysHowToAddMissingTextRows() {
        try (ModelWeights weights = open()) {
            assertFalse(weights.hasText(), "text rows");
            final WeightFormatException refused = assertThrows(WeightFormatException.class, weights::textEmbedding);
            assertTrue(refused.getMessage().contains("--things-text"), refused.getMessage());
        }
    }

    @Test
    void givesTextRowsThatAreThere() {
        file.put(ParameterTable.TEXT, TensorShape.of(11, 40), new float[440]);
        final float[] stuff = new float[200];
        stuff[199] = 7;
        file.put(ParameterTable.SEMANTIC_TEXT, TensorShape.of(5, 40), stuff);
        try (ModelWeights weights = open()) {
            assertTrue(weights.hasText(), "text rows");
            assertEquals(440, weights.textEmbedding().shape().elements());
            assertArrayEquals(stuff, weights.semanticTextEmbedding().toFloats());
        }
    }

    @Test
    void classNamesComeFromTheMetadata() {
        file.metadata.put("classes", "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\", \"k\"]");
        try (ModelWeights weights = open()) {
            assertEquals("k", weights.vocabulary().get(10).name());
            assertTrue(weights.vocabulary().get(5).thing() && !weights.vocabulary().get(6).thing(), "six things, five stuff classes");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"classes;[\"a\", \"b\"]", "classes;{", "vocabulary;{\"classes\": [{\"name\": \"a\"}]}",
        "input;{\"resize\": \"stretch\"}", "config;{\"bottleneck\": false}"})
    void refusesMetadataThatDoesNotFitAndClosesTheFile(String key, String value) {
        file.metadata.put(key, value);
        final WeightFormatException refused = assertThrows(WeightFormatException.class, this::open);
        assertTrue(refused.getMessage().contains("memory"), refused.getMessage());
        assertTrue(file.closed, "the file is closed");
    }

    @Test
    void refusesThingsBehindStuff() {
        final StringBuilder classes = new StringBuilder();
        for (int i = 0; i < 11; i++) {
            classes.append(i == 0 ? "" : ",").append("{\"name\": \"c").append(i).append("\", \"isthing\": ").append(i < 5 ? 0 : 1)
                    .append('}');
        }
        file.metadata.put("vocabulary", "{\"classes\": [" + classes + "]}");
        final WeightFormatException refused = assertThrows(WeightFormatException.class, this::open);
        assertTrue(refused.getMessage().contains("not in this order"), refused.getMessage());
    }

    @Test
    void needsAConfiguration() {
        file.metadata.clear();
        final WeightFormatException refused = assertThrows(WeightFormatException.class, this::open);
        assertTrue(refused.getMessage().contains("--config"), refused.getMessage());
        file.closed = false;
        ModelWeights.of(file, Optional.of(config)).close();
        assertTrue(file.closed, "closing the weights closes the file");
    }
}
