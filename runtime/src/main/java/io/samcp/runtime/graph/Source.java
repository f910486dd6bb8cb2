package io.samcp.runtime.graph;

import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import java.util.function.Function;

/** Where a tensor that no operation computes comes from. */
public sealed interface Source {

    /** The tensor. */
    Value value();

    /**
     * Written by the caller.
     *
     * @param value the tensor
     * @param element element type
     * @param shape sizes
     * @param resident false: copied to the device in each run; true: only when the caller says so ({@link Plan#uploadResidentAsync})
     */
    record Input(Value value, ElementType element, SymbolicShape shape, boolean resident) implements Source {}

    /**
     * A weight, the same in every bucket.
     *
     * @param value the tensor; its name is the parameter's
     */
    record Parameter(Value value) implements Source {}

    /**
     * Made on the host when a plan is made.
     *
     * @param value the tensor
     * @param make makes it for a bucket
     */
    record Constant(Value value, Function<Dimensions, HostTensor> make) implements Source {}
}
