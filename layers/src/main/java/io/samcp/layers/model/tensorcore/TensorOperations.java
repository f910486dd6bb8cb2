package io.samcp.layers.model.tensorcore;

import io.samcp.kernels.Precision;
import io.samcp.layers.model.ModelParameters;
import io.samcp.layers.operation.Affinity;
import io.samcp.layers.operation.AffinityStage;
import io.samcp.layers.operation.Elementwise;
import io.samcp.layers.operation.FusedAffinity;
import io.samcp.layers.operation.Gemm;
import io.samcp.layers.operation.MaskedAttention;
import io.samcp.layers.operation.Packing;
import io.samcp.layers.operation.TensorAttention;
import io.samcp.layers.operation.TensorGemm;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first pass: products, attention and affinity become operations on tensor cores, each operand in 16 bits by a node of its own. Weights are
 * stored so when they are uploaded.
 */
final class TensorOperations {

    private static final int OPERANDS_OF_ATTENTION = 3;
    private static final int OPERANDS_OF_AFFINITY = 2;

    private final GraphEdit edit;
    private final Precision precision;
    private final Map<Value, Value> packed = new HashMap<>();

    TensorOperations(GraphEdit edit, Precision precision) {
        this.edit = edit;
        this.precision = precision;
    }

    void apply() {
        for (final Node node : edit.nodes()) {
            switch (node.operation()) {
                case Gemm gemm when edit.isParameter(node.inputs().get(1)) -> product(node, gemm);
                case MaskedAttention attention ->
                    replace(node, new TensorAttention(precision, attention, true, false), OPERANDS_OF_ATTENTION);
                case Affinity affinity -> affinity(node, affinity);
                default -> {
                    // runs as it is
                }
            }
        }
        edit.nodes().stream().filter(n -> n.operation() == Elementwise.ADD && edit.uses(n.outputs().getFirst()) == 0).forEach(edit::remove);
    }

    private void product(Node node, Gemm gemm) {
        final List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.set(1, edit.parameter(ModelParameters.packed(precision, inputs.get(1).name())));
        final Node weighted = GraphEdit.node(node, new TensorGemm(precision, gemm.bias(), gemm.residual(), gemm.relu(), true, false),
                inputs,
                node.outputs());
        edit.replace(node, weighted);
        replace(weighted, weighted.operation(), 1);
    }

    /** The first operands in 16 bits. */
    private void replace(Node node, Operation operation, int operands) {
        final List<Value> inputs = new ArrayList<>(node.inputs());
        final List<Node> by = new ArrayList<>();
        for (int i = 0; i < operands; i++) {
            inputs.set(i, packed(inputs.get(i), by));
        }
        by.add(GraphEdit.node(node, operation, inputs, node.outputs()));
        edit.replace(node, by.toArray(Node[]::new));
    }

    private Value packed(Value value, List<Node> before) {
        final Value known = packed.get(value);
        if (known != null) {
            return known;
        }
        final Value result = edit.value(value.name() + " " + precision);
        final Node maker = edit.maker(value);
        final boolean sum = maker != null && maker.operation() == Elementwise.ADD;
        before.add(
                new Node(value.name() + ".packing", new Packing(precision, sum), sum ? maker.inputs() : List.of(value), List.of(result)));
        packed.put(value, result);
        return result;
    }

    /** With its stage, if nothing stands between the two; else the stage is computed once more where it belongs. */
    private void affinity(Node node, Affinity affinity) {
        final Value logits = node.outputs().getFirst();
        final Node following = edit.nodes().stream().filter(n -> n.operation() instanceof AffinityStage && isOfSameLayer(n, node))
                .findFirst()
                .orElseThrow();
        final AffinityStage stage = (AffinityStage) following.operation();
        final FusedStages stages = new FusedStages(edit, precision);
        final boolean direct = following.inputs().getFirst().equals(logits);
        final List<Value> results = direct
                ? following.outputs()
                : following.outputs().stream().map(value -> edit.value(value.name() + " unused")).toList();
        final Node fused = stages.fused(node, affinity, following, stage, results);
        if (direct) {
            edit.remove(node);
            edit.replace(following, fused);
        } else {
            edit.replace(node, fused);
        }
        replace(fused, (FusedAffinity) fused.operation(), OPERANDS_OF_AFFINITY);
    }

    private static boolean isOfSameLayer(Node stage, Node affinity) {
        return layer(stage.label()).equals(layer(affinity.label()));
    }

    private static String layer(String label) {
        return label.substring(0, label.lastIndexOf('.'));
    }
}
