package io.samcp.runtime.graph;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Builds a {@link Graph}. A node may only use tensors made before it, so node order is execution order. */
public final class GraphBuilder {

    /** How many results the operations of {@link #apply} have. */
    private static final int ONE = 1;

    private final String name;
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Value> parameters = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Value> outputs = new LinkedHashMap<>();
    private final Map<String, Value> taps = new LinkedHashMap<>();
    private int values;

    public GraphBuilder(String name) {
        this.name = name;
    }

    /** A tensor the caller writes before each run. */
    public Value input(String inputName, ElementType element, Object... dims) {
        return input(inputName, element, false, dims);
    }

    /** A tensor that stays on the device from run to run; see {@link Plan#uploadResidentAsync}. */
    public Value residentInput(String inputName, ElementType element, Object... dims) {
        return input(inputName, element, true, dims);
    }

    private Value input(String inputName, ElementType element, boolean resident, Object... dims) {
        final Value value = value(inputName);
        sources.add(new Source.Input(value, element, SymbolicShape.of(dims), resident));
        return value;
    }

    /** A weight; the same name gives the same tensor. */
    public Value parameter(String parameterName) {
        return parameters.computeIfAbsent(parameterName, n -> {
            final Value value = value(n);
            sources.add(new Source.Parameter(value));
            return value;
        });
    }

    /** A tensor made on the host when a plan is made. */
    public Value constant(String constantName, Function<Dimensions, HostTensor> make) {
        final Value value = value(constantName);
        sources.add(new Source.Constant(value, make));
        return value;
    }

    /** Adds an operation with one result, which is named like the node. */
    public Value apply(String label, Operation operation, Value... inputs) {
        return apply(label, operation, ONE, inputs).getFirst();
    }

    /** Adds an operation with several results. */
    public List<Value> apply(String label, Operation operation, int results, Value... inputs) {
        final List<Value> made = new ArrayList<>();
        for (int i = 0; i < results; i++) {
            made.add(value(results == ONE ? label : label + "#" + i));
        }
        nodes.add(new Node(label, operation, List.of(inputs), made));
        return made;
    }

    /**
     * Names a result of the graph.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public void output(String outputName, Value value) {
        if (outputs.putIfAbsent(outputName, value) != null) {
            throw new IllegalArgumentException("graph " + name + " has two outputs named " + outputName);
        }
    }

    /**
     * Names a tensor for verifiers.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public void tap(String tapName, Value value) {
        if (taps.putIfAbsent(tapName, value) != null) {
            throw new IllegalArgumentException("graph " + name + " has two taps named " + tapName);
        }
    }

    public Graph build() {
        return new Graph(name, values, sources, nodes, outputs, taps);
    }

    private Value value(String valueName) {
        return new Value(values++, valueName);
    }
}
