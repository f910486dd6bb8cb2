package io.samcp.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConfigurationTest {

    @Test
    void survivesTheWayThroughJson() {
        final ModelConfiguration tiny = TestConfigurations.tiny();
        assertEquals(tiny, ModelConfiguration.fromJson(tiny.toJson(), "test"));
        assertEquals(ModelConfiguration.r50Coco(), ModelConfiguration.fromJson(ModelConfiguration.r50Coco().toJson(), "test"));
    }

    @Test
    void fieldsThatAreNotThereAreThoseOfTheReleasedModel() {
        assertEquals(ModelConfiguration.r50Coco(), ModelConfiguration.fromJson("{}", "test"));
        assertEquals(ModelConfiguration.r50Coco(), ModelConfiguration.named("r50-coco"));
    }

    @Test
    void derivesClassesChannelsAndPlanes() {
        final ModelConfiguration released = ModelConfiguration.r50Coco();
        assertEquals(133, released.numClasses());
        assertEquals(List.of(256, 512, 1024, 2048), released.stageChannels());
        assertEquals(512, released.planes(3));
        assertEquals(List.of(16, 32, 64, 128), TestConfigurations.tiny().stageChannels());
    }

    @Test
    void theFirstBlockNeedsNoProjectionWhereTheStemAlreadyFits() {
        final ModelConfiguration tiny = TestConfigurations.tiny();
        assertTrue(tiny.hasProjection(0, 0) && tiny.hasProjection(3, 0) && !tiny.hasProjection(1, 1), "stem of 8, first stage of 16");
        final ModelConfiguration fits = ModelConfiguration.fromJson("{\"stem_channels\": 256}", "model.json");
        assertFalse(fits.hasProjection(0, 0), "stem of 256, first stage of 256");
        assertTrue(fits.hasProjection(1, 0), "later stages halve the size");
        assertFalse(ParameterTable.of(fits).containsKey("backbone.layer1.0.downsample.0.weight"));
        assertTrue(ParameterTable.of(fits).containsKey("backbone.layer2.0.downsample.0.weight"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"bottleneck;false", "stage_blocks;[3, 4, 6]", "stage_blocks;[3, 4, 6, 0]", "stage_blocks;null",
        "roi_strides;[4, 8, 16, 64]", "roi_size;14", "embed_dims;0", "embed_dims;-256", "embed_dims;1e9",
        "num_heads;3", "num_heads;256", "num_heads;8.5", "num_heads;\"8\"", "num_heads;null", "fpn_groups;7", "encoder_layers;1000000",
        "decoder_layers;0", "sampling_ratio;-1", "finest_scale;0", "pos_temperature;-1", "merge_thr;1", "iou_thr;2",
        "num_queries;-1", "num_levels_unused;100000", "num_colours;3"})
    void refusesWhatTheEngineCannotRunAndNamesTheField(String field, String value) {
        final WeightFormatException refused = assertThrows(WeightFormatException.class,
                () -> ModelConfiguration.fromJson("{\"" + field + "\": " + value + "}", "model.json"));
        assertTrue(refused.getMessage().startsWith("model.json"), refused.getMessage());
        assertTrue(refused.getMessage().contains(field) || value.equals("null"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{} {}", "SamCP(depth=50)", "\"r50-coco\""})
    void refusesWhatIsNotAJsonObject(String text) {
        final WeightFormatException refused = assertThrows(WeightFormatException.class,
                () -> ModelConfiguration.fromJson(text, "model.json"));
        assertTrue(refused.getMessage().startsWith("model.json"), refused.getMessage());
    }

    @Test
    void refusesAnUnknownName() {
        final WeightFormatException refused = assertThrows(WeightFormatException.class, () -> ModelConfiguration.named("r101"));
        assertTrue(refused.getMessage().contains("r101") && refused.getMessage().contains("r50-coco"), refused.getMessage());
    }
}
