package io.samcp.layers.model.tensorcore;

import io.samcp.layers.operation.ClusterChain;
import io.samcp.layers.operation.FeedForward;
import io.samcp.layers.operation.FusedAffinity;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last pass: feed-forwards, and chains on clusters, compute the rows of the request's patches and queries, and clear those that only the bucket has. Not in a
 * padded batch, where rows without a patch take part (SPEC 16).
 */
final class CountedRows {

    /** Its words say how many patches and queries there are. */
    private static final String REQUEST = "request";

    private final GraphEdit edit;

    CountedRows(GraphEdit edit) {
        this.edit = edit;
    }

    void apply() {
        final Optional<Value> request = edit.input(REQUEST);
        if (request.isEmpty() || edit.nodes().stream().anyMatch(CountedRows::isOfPaddedBatch)) {
            return;
        }
        for (final Node node : edit.nodes()) {
            switch (node.operation()) {
                case FeedForward chain -> count(node, chain.counting(), request.get());
                case ClusterChain chain -> count(node, chain.counting(), request.get());
                default -> {
                    // computes all rows
                }
            }
        }
    }

    private void count(Node node, Operation counting, Value request) {
        final List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.add(request);
        edit.replace(node, GraphEdit.node(node, counting, inputs, node.outputs()));
    }

    private static boolean isOfPaddedBatch(Node node) {
        return node.operation() instanceof FusedAffinity affinity && affinity.stage().padded();
    }
}
