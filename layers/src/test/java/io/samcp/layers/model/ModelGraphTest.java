package io.samcp.layers.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.layers.operation.AffinityStage;
import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.Node;
import io.samcp.weights.ImageInput;
import io.samcp.weights.ModelConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModelGraphTest {

    private static Graph graph(String configuration) {
        return ModelGraph.of(ModelConfiguration.fromJson(configuration, "model.json"), ImageInput.DEFAULT,
                new ModelGraph.Variant(ModelGraph.Entry.FEATURES, ModelGraph.RoiMaskSource.CROP, false));
    }

    private static List<AffinityStage> stages(Graph graph) {
        return graph.nodes().stream().map(Node::operation).filter(AffinityStage.class::isInstance).map(AffinityStage.class::cast).toList();
    }

    @Test
    void mergingReusesTheLastStageWhereItComparesAlike() {
        assertEquals(List.of(AffinityStage.ofDecoder(false), AffinityStage.ofDecoder(false)), stages(graph("{\"decoder_layers\": 2}")));
    }

    @Test
    void theDecoderComparesWithOneHalfWhateverMergingDoes() {
        assertEquals(List.of(AffinityStage.ofDecoder(false), AffinityStage.ofDecoder(false), new AffinityStage(0.4f, true, false)),
                stages(graph("{\"decoder_layers\": 2, \"merge_thr\": 0.4}")));
        assertEquals(List.of(AffinityStage.ofDecoder(false), new AffinityStage(0.5f, false, false)),
                stages(graph("{\"decoder_layers\": 1, \"with_score_norm\": false}")));
    }
}
