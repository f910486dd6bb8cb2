package io.samcp.layers.operation;

import io.samcp.kernels.selection.PanopticSelectKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * The queries that compete for pixels (SPEC 15.2.1 to 15.2.3). Operands: logits {@code [Q, C]}, largest sigmoid affinity {@code [Q]},
 * request record. Results: query, label and score {@code [max]}, best first, count {@code [1]}.
 *
 * @param semantic S, number of semantic queries
 * @param things T, number of thing classes
 * @param max how many are looked at, before thresholds
 * @param scoreThreshold scores must exceed it
 * @param affinityThreshold the largest affinity must exceed it
 */
public record PanopticSelect(int semantic, int things, int max, float scoreThreshold, float affinityThreshold) implements Operation {

    /** Number of results. */
    public static final int RESULTS = 4;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.s32(max), TensorType.s32(max), TensorType.f32(max), TensorType.s32(1));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new PanopticSelectKernel(PanopticSelectKernel.BEST),
                new PanopticSelectKernel.Shape(to.input(0).dim(0), to.input(0).dim(1), semantic, things, max, scoreThreshold,
                        affinityThreshold),
                to.input(0).buffer(), to.input(1).buffer(), to.input(2).buffer(), to.output(0).buffer(), to.output(1).buffer(),
                to.output(2).buffer(), to.output(3).buffer());
    }
}
