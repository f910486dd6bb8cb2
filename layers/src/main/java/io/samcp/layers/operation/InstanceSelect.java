package io.samcp.layers.operation;

import io.samcp.kernels.selection.InstanceSelectKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * The best (instance query, thing class) pairs (SPEC 15.1.1). Operands: logits {@code [Q, C]}, request record. Results: scores, labels
 * and queries {@code [max]}, count {@code [1]}.
 *
 * @param semantic S, rows to skip
 * @param things T, classes to look at
 * @param max how many
 */
public record InstanceSelect(int semantic, int things, int max) implements Operation {

    /** Number of results. */
    public static final int RESULTS = 4;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.f32(max), TensorType.s32(max), TensorType.s32(max), TensorType.s32(1));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new InstanceSelectKernel(InstanceSelectKernel.BEST),
                new InstanceSelectKernel.Shape(to.input(0).dim(0), to.input(0).dim(1), semantic, things, max), to.input(0).buffer(),
                to.input(1).buffer(), to.output(0).buffer(), to.output(1).buffer(), to.output(2).buffer(), to.output(3).buffer());
    }
}
