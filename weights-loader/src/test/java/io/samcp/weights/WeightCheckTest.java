package io.samcp.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightCheckTest {

    private final ModelConfiguration config = TestConfigurations.tiny();
    private final MemoryWeights weights = MemoryWeights.complete(config, 0.5f);

    @Test
    void acceptsWhatInferenceReadsAlone() {
        assertTrue(WeightCheck.compare(weights, config).isEmpty(), () -> WeightCheck.compare(weights, config).toString());
        WeightCheck.require(weights, config);
    }

    @Test
    void reportsEverythingAtOnce() {
        weights.content.remove("roi_norm.bias");
        weights.content.remove("backbone.conv1.weight");
        weights.put("semantic_norm.weight", TensorShape.of(31), new float[31]);
        weights.put("mask_head.weight", TensorShape.of(2), 1, 2);
        weights.content.put("bbox_head.bias0", HostTensor.ofInts(TensorShape.of(1), 3));
        final WeightFormatException refused = assertThrows(WeightFormatException.class, () -> WeightCheck.require(weights, config));
        for (final String part : List.of("memory", "sha256", "missing (2)", "roi_norm.bias 32", "backbone.conv1.weight 8x3x7x7",
                "misshapen (2)", "semantic_norm.weight: expected floats 32, found F32 31", "bbox_head.bias0", "S32",
                "unexpected (1)", "mask_head.weight 2")) {
            assertTrue(refused.getMessage().contains(part), part + " in: " + refused.getMessage());
        }
    }

    @Test
    void toleratesWhatIsKnownAndNeverRead() {
        weights.content.put("backbone.bn1.num_batches_tracked", HostTensor.ofInts(TensorShape.of(), 3));
        weights.put("level_embed", TensorShape.of(1, 1), 2);
        assertTrue(WeightCheck.compare(weights, config).isEmpty(), () -> WeightCheck.compare(weights, config).toString());
    }

    @Test
    void checksTextRowsIfTheyAreThere() {
        weights.put(ParameterTable.TEXT, TensorShape.of(10, 40), new float[400]);
        assertEquals(List.of("bbox_head.text_embedding: expected floats 11x40, found F32 10x40"),
                WeightCheck.compare(weights, config).misshapen());
    }

    @Test
    void longListsAreCut() {
        weights.content.clear();
        final WeightFormatException refused = assertThrows(WeightFormatException.class, () -> WeightCheck.require(weights, config));
        final int missing = WeightCheck.compare(weights, config).missing().size();
        assertTrue(refused.getMessage().contains("... and " + (missing - 20) + " more"), refused.getMessage());
    }
}
