package io.samcp.layers.operation;

import io.samcp.kernels.affinity.AffinityKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * Affinity logits from projected queries and patches (SPEC 12.3 to 12.6): per-head products, three times ReLU and a 1x1 convolution over
 * the heads, scale, column bias, and the previous stage added. Operands: q {@code [Q, D]}, k {@code [N, D]}, weight and bias of the three
 * convolutions, column bias {@code [N]}, exp(logit_scale) {@code [1]}, previous {@code [Q, N]} (anything if not {@link #previous}).
 *
 * @param heads number of heads
 * @param previous whether the previous stage's logits are added
 */
public record Affinity(int heads, boolean previous) implements Operation {

    private static final int OPERANDS = 11;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        if (inputs.size() != OPERANDS || inputs.get(0).shape().dim(-1) != inputs.get(1).shape().dim(-1)) {
            throw new IllegalArgumentException("affinity of " + inputs);
        }
        return List.of(TensorType.f32(inputs.get(0).shape().dim(0), inputs.get(1).shape().dim(0)));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new AffinityKernel(AffinityKernel.BEST),
                new AffinityKernel.Shape(to.input(0).dim(0), to.input(1).dim(0), heads, to.input(0).dim(-1) / heads, previous),
                to.input(0).buffer(), to.input(1).buffer(), to.input(2).buffer(), to.input(3).buffer(), to.input(4).buffer(),
                to.input(5).buffer(), to.input(6).buffer(), to.input(7).buffer(), to.input(8).buffer(), to.input(9).buffer(),
                previous ? to.input(10).buffer() : to.unused(), to.output(0).buffer());
    }
}
