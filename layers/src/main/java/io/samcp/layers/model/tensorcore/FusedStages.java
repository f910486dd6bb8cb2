package io.samcp.layers.model.tensorcore;

import io.samcp.kernels.Precision;
import io.samcp.layers.operation.Affinity;
import io.samcp.layers.operation.AffinityStage;
import io.samcp.layers.operation.FusedAffinity;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Value;
import java.util.ArrayList;
import java.util.List;

/** Each affinity and the stage that follows from it become one node. */
final class FusedStages {

    private final GraphEdit edit;
    private final Precision precision;

    /** @param precision of the affinity's queries and keys */
    FusedStages(GraphEdit edit, Precision precision) {
        this.edit = edit;
        this.precision = precision;
    }

    void apply() {
        for (final Node node : edit.nodes()) {
            if (node.operation() instanceof AffinityStage stage) {
                final Node affinity = edit.maker(node.inputs().getFirst());
                if (affinity != null && affinity.operation() instanceof Affinity operation) {
                    edit.remove(affinity);
                    edit.replace(node, fused(affinity, operation, node, stage, node.outputs()));
                }
            }
        }
    }

    /**
     * A node that does both.
     *
     * @param results of the stage
     */
    Node fused(Node affinity, Affinity operation, Node following, AffinityStage stage, List<Value> results) {
        final List<Value> inputs = new ArrayList<>(affinity.inputs());
        inputs.addAll(following.inputs().subList(1, following.inputs().size()));
        final List<Value> outputs = new ArrayList<>(affinity.outputs());
        outputs.addAll(results);
        return GraphEdit.node(affinity, new FusedAffinity(precision, operation, stage), inputs, outputs);
    }
}
