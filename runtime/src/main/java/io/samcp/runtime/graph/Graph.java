package io.samcp.runtime.graph;

import java.util.List;
import java.util.Map;

/**
 * An immutable description of a computation.
 *
 * @param name for messages
 * @param values number of tensors; ids are 0 .. values-1
 * @param sources inputs, parameters and constants
 * @param nodes operations in execution order
 * @param outputs results by name
 * @param taps further tensors a verifier may read, by name
 */
public record Graph(String name, int values, List<Source> sources, List<Node> nodes, Map<String, Value> outputs, Map<String, Value> taps) {

    public Graph {
        sources = List.copyOf(sources);
        nodes = List.copyOf(nodes);
        outputs = Map.copyOf(outputs);
        taps = Map.copyOf(taps);
    }

    /** The same computation with nothing but its outputs to read. */
    public Graph withoutTaps() {
        return new Graph(name, values, sources, nodes, outputs, Map.of());
    }
}
