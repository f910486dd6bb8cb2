package io.samcp.layers.model.tensorcore;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.Results;
import io.samcp.layers.model.ModelParameters;
import io.samcp.layers.operation.FeedForward;
import io.samcp.layers.operation.LayerNorm;
import io.samcp.layers.operation.ProjectNorm;
import io.samcp.layers.operation.TensorGemm;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The third pass: two products with ReLU between become one node, and so does a layer norm with the product or the two before it. A result that
 * somebody else reads, or a tap names, stays what it was, and so the nodes around it stay apart.
 */
final class Chains {

    private static final Results ROWS = new Results(true, false, false, false);

    private final GraphEdit edit;
    private final Precision precision;

    Chains(GraphEdit edit, Precision precision) {
        this.edit = edit;
        this.precision = precision;
    }

    void apply() {
        for (final Node node : edit.nodes()) {
            if (node.operation() instanceof TensorGemm second && second.bias() && !second.relu()) {
                twoProducts(node, second);
            }
        }
        for (final Node node : edit.nodes()) {
            if (node.operation() instanceof LayerNorm norm) {
                norm(node, norm);
            }
        }
    }

    private void twoProducts(Node node, TensorGemm second) {
        final Value hidden = node.inputs().getFirst();
        final Node before = edit.maker(hidden);
        if (before == null || edit.uses(hidden) != 1 || !(before.operation() instanceof TensorGemm first) || !first.relu() || !first.bias()
                || first.residual() || first.single() || ModelParameters.meetsRoiFeatures(before.inputs().get(1).name())) {
            return;
        }
        final List<Value> inputs = new ArrayList<>(before.inputs());
        inputs.addAll(node.inputs().subList(1, node.inputs().size()));
        edit.remove(before);
        edit.replace(node, GraphEdit.node(node, new FeedForward(precision, second.residual(), false,
                new Results(second.single(), second.half(), false, false), 0), inputs, node.outputs()));
    }

    private void norm(Node node, LayerNorm norm) {
        final Value rows = node.inputs().getFirst();
        final Node before = edit.maker(rows);
        if (before == null || edit.uses(rows) != 1) {
            return;
        }
        final boolean y = edit.uses(node.outputs().getFirst()) > 0;
        final boolean yp = norm.position() && edit.uses(node.outputs().get(1)) > 0;
        if (!y && !yp) {
            return;
        }
        final Results results = new Results(y, false, yp, false);
        final Operation operation;
        if (before.operation() instanceof TensorGemm gemm && gemm.bias() && !gemm.relu() && gemm.single() && !gemm.half()) {
            operation = new ProjectNorm(precision, gemm.residual(), results, norm.eps());
        } else if (before.operation() instanceof FeedForward chain && !chain.norm() && chain.results().equals(ROWS)) {
            operation = new FeedForward(precision, chain.residual(), true, results, norm.eps());
        } else {
            return;
        }
        final List<Value> inputs = new ArrayList<>(before.inputs());
        inputs.addAll(node.inputs().subList(1, yp ? node.inputs().size() : 3));
        final List<Value> outputs = new ArrayList<>();
        if (y) {
            outputs.add(node.outputs().getFirst());
        }
        if (yp) {
            outputs.add(node.outputs().get(1));
        }
        edit.remove(before);
        edit.replace(node, GraphEdit.node(node, operation, inputs, outputs));
    }
}
