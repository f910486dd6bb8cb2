package io.samcp.layers.model;

import io.samcp.kernels.Precision;
import io.samcp.layers.operation.Affinity;
import io.samcp.layers.operation.Convolution;
import io.samcp.layers.operation.Gemm;
import io.samcp.layers.operation.MaskedAttention;
import io.samcp.layers.operation.Rounding;
import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.Source;
import io.samcp.runtime.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph in a precision below FP32: the same nodes, but both operands of every product and convolution are rounded first, weights when they
 * are uploaded and activations by a node of their own; those of attention and affinity too where they are stored in 16 bits. Whatever is
 * not a product stays as it is.
 */
final class RoundedProducts {

    private static final int OPERANDS_OF_ATTENTION = 3;
    private static final int OPERANDS_OF_AFFINITY = 2;

    private final Graph graph;
    private final Precision precision;
    private final List<Source> sources;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Value, Value> rounded = new HashMap<>();
    private int values;

    private RoundedProducts(Graph graph, Precision precision) {
        this.graph = graph;
        this.precision = precision;
        this.sources = new ArrayList<>(graph.sources());
        this.values = graph.values();
    }

    static Graph of(Graph graph, Precision precision) {
        return precision == Precision.FP32 ? graph : new RoundedProducts(graph, precision).rewritten();
    }

    private Graph rewritten() {
        for (final Node node : graph.nodes()) {
            switch (node.operation()) {
                case Gemm gemm -> product(node, new Gemm(gemm.bias(), gemm.residual(), gemm.relu(), precision));
                case Convolution c -> product(node,
                        new Convolution(c.kernel(), c.stride(), c.pad(), c.bias(), c.residual(), c.relu(), precision));
                case MaskedAttention attention when precision.isHalf() -> rounded(node, attention, OPERANDS_OF_ATTENTION);
                case Affinity affinity when precision.isHalf() -> rounded(node, affinity, OPERANDS_OF_AFFINITY);
                default -> nodes.add(node);
            }
        }
        return new Graph(graph.name() + " " + precision, values, sources, nodes, graph.outputs(), graph.taps());
    }

    private void rounded(Node node, Operation operation, int operands) {
        final List<Value> inputs = new ArrayList<>(node.inputs());
        for (int i = 0; i < operands; i++) {
            inputs.set(i, rounded.computeIfAbsent(inputs.get(i), this::activation));
        }
        nodes.add(new Node(node.label(), operation, inputs, node.outputs()));
    }

    private void product(Node node, Operation operation) {
        final List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, rounded.computeIfAbsent(inputs.get(0), this::activation));
        inputs.set(1, rounded.computeIfAbsent(inputs.get(1), this::weight));
        nodes.add(new Node(node.label(), operation, inputs, node.outputs()));
    }

    private Value activation(Value value) {
        final Value result = new Value(values++, value.name() + " " + precision);
        nodes.add(new Node(value.name() + ".rounding", new Rounding(precision), List.of(value), List.of(result)));
        return result;
    }

    private Value weight(Value value) {
        final Value result = new Value(values++, ModelParameters.rounded(precision, value.name()));
        sources.add(new Source.Parameter(result));
        return result;
    }
}
