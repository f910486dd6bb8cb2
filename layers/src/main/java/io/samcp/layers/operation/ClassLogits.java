package io.samcp.layers.operation;

import io.samcp.kernels.classlogits.ClassLogitsKernel;
import io.samcp.kernels.classlogits.WholeRowLogitsKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * {@code clamp(f / |f| w / exp(logit_scale) + bc)} (SPEC 14.4, 14.5). Operands: f {@code [Q, D]}, w {@code [C, D]}, bc {@code [C]},
 * exp(logit_scale) {@code [1]}.
 */
public record ClassLogits() implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.f32(inputs.get(0).shape().dim(0), inputs.get(1).shape().dim(0)));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new WholeRowLogitsKernel(WholeRowLogitsKernel.BEST),
                new ClassLogitsKernel.Shape(to.input(0).dim(0), to.input(1).dim(0), to.input(0).dim(-1)), to.input(0).buffer(),
                to.input(1).buffer(), to.input(2).buffer(), to.input(3).buffer(), to.output(0).buffer());
    }
}
