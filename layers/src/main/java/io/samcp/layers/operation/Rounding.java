package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.rounding.RoundingKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * A tensor rounded to a precision, still stored as F32. Operand: of any shape.
 *
 * @param precision below FP32
 */
public record Rounding(Precision precision) implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return inputs;
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new RoundingKernel(RoundingKernel.BEST),
                new RoundingKernel.Shape(Math.toIntExact(to.output(0).type().shape().elements()), precision), to.input(0).buffer(),
                to.output(0).buffer());
    }
}
