package io.samcp.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageInputTest {

    @Test
    void readsAModelWhoseImagesAreNotResized() {
        final ImageInput input = ImageInput.fromJson("""
                {"width": 256, "height": 192, "resize": "none", "channel_order": "RGB", "mean": [1, 2, 3.5], "std": [4, 5, 6]}
                """, "test");
        assertFalse(input.keepRatio());
        assertEquals(List.of(1f, 2f, 3.5f), input.mean());
        assertEquals(List.of(4f, 5f, 6f), input.std());
    }

    @Test
    void readsALimitOfBothSides() {
        final ImageInput input = ImageInput.fromJson("{\"resize\": \"keep_ratio\", \"long\": 640, \"short\": 480}", "test");
        assertTrue(input.keepRatio());
        assertEquals(640, input.longSide());
        assertEquals(480, input.shortSide());
        assertEquals(ImageInput.DEFAULT.mean(), input.mean());
    }

    @Test
    void survivesTheWayThroughJson() {
        for (final ImageInput input : List.of(ImageInput.DEFAULT, ImageInput.unresized(),
                new ImageInput(true, 7, 5, List.of(0f, 1f, 2f), List.of(3f, 4f, 5f)))) {
            assertEquals(input, ImageInput.fromJson(input.toJson(), "test"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"resize\": \"stretch\"}", "{\"resize\": 1}", "{\"long\": \"many\"}", "{\"long\": 5, \"short\": 6}",
        "{\"long\": 0, \"short\": 0}", "{\"short\": 2.5}", "{\"mean\": [1, 2]}", "{\"mean\": 3}", "{\"std\": [1, 1, 0]}",
        "{\"std\": [1, 1, -1]}", "{\"std\": [1, 1, \"x\"]}", "{\"mean\": [1, 1, 1e99]}", "[]", "", "{"})
    void refusesWhatIsNotAnInput(String json) {
        assertThrows(WeightFormatException.class, () -> ImageInput.fromJson(json, "test"));
    }
}
