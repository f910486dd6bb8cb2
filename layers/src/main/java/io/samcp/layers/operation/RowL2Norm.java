package io.samcp.layers.operation;

import io.samcp.kernels.l2norm.RowL2NormKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * Rows divided by their Euclidean length, then by a constant (SPEC 14). Operand: {@code [r, c]}.
 *
 * @param divisor what the unit rows are divided by
 */
public record RowL2Norm(float divisor) implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return inputs;
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new RowL2NormKernel(RowL2NormKernel.BEST), new RowL2NormKernel.Shape(to.input(0).rows(), to.input(0).dim(-1), divisor),
                to.input(0).buffer(), to.output(0).buffer());
    }
}
