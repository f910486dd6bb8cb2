package io.samcp.layers.model.tensorcore;

import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.Source;
import io.samcp.runtime.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A graph while it is rewritten, node by node. What nothing reads, no output and no tap names, may be left out. */
final class GraphEdit {

    private final Graph graph;
    private final List<Source> sources;
    private final List<Node> nodes;
    private final Map<String, Value> parameters = new HashMap<>();
    private int values;

    GraphEdit(Graph graph) {
        this.graph = graph;
        this.sources = new ArrayList<>(graph.sources());
        this.nodes = new ArrayList<>(graph.nodes());
        this.values = graph.values();
        graph.sources().stream().filter(Source.Parameter.class::isInstance).forEach(s -> parameters.put(s.value().name(), s.value()));
    }

    /** The nodes in order; a copy. */
    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** A tensor that did not exist before. */
    Value value(String name) {
        return new Value(values++, name);
    }

    /** A weight. */
    Value parameter(String name) {
        return parameters.computeIfAbsent(name, n -> {
            final Value value = value(n);
            sources.add(new Source.Parameter(value));
            return value;
        });
    }

    /** What the caller writes under a name, if the graph has it. */
    Optional<Value> input(String name) {
        return sources.stream().filter(Source.Input.class::isInstance).map(Source::value).filter(v -> v.name().equals(name)).findFirst();
    }

    /** Whether a tensor is a weight. */
    boolean isParameter(Value value) {
        return value.equals(parameters.get(value.name()));
    }

    /** The node that makes a tensor, or null. */
    Node maker(Value value) {
        return nodes.stream().filter(node -> node.outputs().contains(value)).findFirst().orElse(null);
    }

    /** How often a tensor is read: by nodes, as an output, as a tap. */
    long uses(Value value) {
        return nodes.stream().flatMap(node -> node.inputs().stream()).filter(value::equals).count()
                + graph.outputs().values().stream().filter(value::equals).count()
                + graph.taps().values().stream().filter(value::equals).count();
    }

    /** Whether a tensor is there when a node begins. */
    boolean isThereBefore(Value value, Node node) {
        final Node maker = maker(value);
        return maker == null || nodes.indexOf(maker) < nodes.indexOf(node);
    }

    /** Puts nodes in the place of one. */
    void replace(Node old, Node... by) {
        final int at = nodes.indexOf(old);
        nodes.remove(at);
        nodes.addAll(at, List.of(by));
    }

    void remove(Node node) {
        nodes.remove(node);
    }

    /** The same node with another operation and other tensors. */
    static Node node(Node like, Operation operation, List<Value> inputs, List<Value> outputs) {
        return new Node(like.label(), operation, inputs, outputs);
    }

    Graph build(String name) {
        return new Graph(name, values, sources, nodes, graph.outputs(), graph.taps());
    }
}
