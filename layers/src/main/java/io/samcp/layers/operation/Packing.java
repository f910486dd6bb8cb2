package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.packing.PackingKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.ElementType;
import java.util.List;

/**
 * A tensor, or the sum of two, in 16 bits. Operands: x, and a if {@link #adds}, of one shape whose elements are a multiple of 8.
 *
 * @param precision BF16 or FP16
 * @param adds whether a is added
 */
public record Packing(Precision precision, boolean adds) implements Operation {

    /** Type of a 16-bit tensor. */
    static ElementType element(Precision precision) {
        return switch (precision) {
            case BF16 -> ElementType.BF16;
            case FP16 -> ElementType.F16;
            case FP32, TF32 -> throw new IllegalArgumentException(precision + " has no 16 bits");
        };
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(new TensorType(element(precision), inputs.getFirst().shape()));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new PackingKernel(PackingKernel.BEST),
                new PackingKernel.Shape(Math.toIntExact(to.output(0).type().shape().elements()), precision, adds), to.input(0).buffer(),
                adds ? to.input(1).buffer() : to.unused(), to.output(0).buffer());
    }
}
