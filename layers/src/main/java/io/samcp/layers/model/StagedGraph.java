package io.samcp.layers.model;

import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Source;
import io.samcp.runtime.graph.SymbolicShape;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A graph cut at its taps, for looking at each stage by itself: whatever reads a tapped tensor reads an input in its place, which the caller
 * fills; the tap still gives what the graph computes.
 */
public final class StagedGraph {

    private static final String FED = "fed ";

    private StagedGraph() {}

    /** The input that stands for a tap. */
    public static String input(String tap) {
        return FED + tap;
    }

    /**
     * Cuts a graph.
     *
     * @param graph with taps
     * @param types of the tapped tensors, by tap
     */
    public static Graph of(Graph graph, Map<String, TensorType> types) {
        final List<Value> computed = graph.nodes().stream().flatMap(node -> node.outputs().stream()).toList();
        final List<Source> sources = new ArrayList<>(graph.sources());
        final Map<Value, Value> fed = new HashMap<>();
        int values = graph.values();
        for (final Map.Entry<String, Value> tap : new TreeMap<>(graph.taps()).entrySet()) {
            if (computed.contains(tap.getValue()) && !fed.containsKey(tap.getValue())) {
                final TensorType type = types.get(tap.getKey());
                final Value input = new Value(values++, input(tap.getKey()));
                sources.add(new Source.Input(input, type.element(), new SymbolicShape(List.copyOf(type.shape().dims())), false));
                fed.put(tap.getValue(), input);
            }
        }
        final List<Node> nodes = graph.nodes().stream().map(node -> new Node(node.label(), node.operation(),
                node.inputs().stream().map(value -> fed.getOrDefault(value, value)).toList(), node.outputs())).toList();
        return new Graph(graph.name() + " by stages", values, sources, nodes, graph.outputs(), graph.taps());
    }
}
