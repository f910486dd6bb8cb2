package io.samcp.layers.inference;

import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.tensor.HostTensor;
import java.util.Map;

/**
 * A forward pass with its intermediate tensors.
 *
 * @param segmentation the answer
 * @param tensors taps and outputs by name, in the layouts of the graph, with the bucket's padding still on
 */
public record Trace(Segmentation segmentation, Map<String, HostTensor> tensors) {

    public Trace {
        tensors = Map.copyOf(tensors);
    }
}
