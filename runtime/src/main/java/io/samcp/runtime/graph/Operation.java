package io.samcp.runtime.graph;

import java.util.List;

/** What a node does: how shapes follow, and which device work it becomes. Immutable. */
public interface Operation {

    /**
     * Types of the results.
     *
     * @throws IllegalArgumentException if the operands do not fit together, naming the sizes
     */
    List<TensorType> infer(List<TensorType> inputs, Dimensions dims);

    /** Types of temporary tensors that live during this node only; none by default. */
    default List<TensorType> scratch(List<TensorType> inputs, Dimensions dims) {
        return List.of();
    }

    /**
     * Types of tensors that belong to this node alone as long as the plan lives: zero before the first run, and then what the node leaves in
     * them; none by default.
     */
    default List<TensorType> state(List<TensorType> inputs, Dimensions dims) {
        return List.of();
    }

    /** Adds the device work. */
    void lower(Lowering to);
}
