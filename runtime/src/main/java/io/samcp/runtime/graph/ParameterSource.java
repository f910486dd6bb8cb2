package io.samcp.runtime.graph;

import io.samcp.runtime.tensor.HostTensor;

/** Gives the weights of a model in the layout its graph wants. */
public interface ParameterSource {

    /**
     * The parameter as an F32 tensor.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    HostTensor parameter(String name);
}
