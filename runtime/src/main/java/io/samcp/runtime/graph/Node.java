package io.samcp.runtime.graph;

import java.util.List;

/**
 * One operation of a graph.
 *
 * @param label which part of the model it is, e.g. {@code decoder.layers.0.ffn}
 * @param operation what is done
 * @param inputs operands
 * @param outputs results
 */
public record Node(String label, Operation operation, List<Value> inputs, List<Value> outputs) {

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
