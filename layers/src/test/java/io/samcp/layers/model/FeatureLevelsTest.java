package io.samcp.layers.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureLevelsTest {

    @Test
    void halvesRoundingUpFromTheStrideOfTheStem() {
        assertEquals(Map.of("h0", 200, "w0", 334, "h1", 100, "w1", 167, "h2", 50, "w2", 84, "h3", 25, "w3", 42),
                FeatureLevels.sizes(800, 1333));
    }
}
