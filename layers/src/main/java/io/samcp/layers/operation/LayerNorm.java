package io.samcp.layers.operation;

import io.samcp.kernels.layernorm.LayerNormKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.graph.Value;
import java.util.List;

/**
 * Layer norm over the last dimension, biased variance (SPEC 7). Operands: x {@code [r, c]}, weight and bias {@code [c]}, and a position
 * {@code [r, c]} if {@link #position}; then there is a second result, {@code LN(x) + position}.
 *
 * @param eps added to the variance
 * @param position whether there is a second result
 */
public record LayerNorm(float eps, boolean position) implements Operation {

    private static final float EPS = 1e-5f;

    /** {@code LN(x)} with the parameters {@code prefix.weight} and {@code prefix.bias}. */
    public static Value plain(GraphBuilder g, String prefix, Value x) {
        return g.apply(prefix, new LayerNorm(EPS, false), x, g.parameter(prefix + ".weight"), g.parameter(prefix + ".bias"));
    }

    /** {@code LN(x)} and {@code LN(x) + position} with the parameters {@code prefix.weight} and {@code prefix.bias}. */
    public static List<Value> withPosition(GraphBuilder g, String prefix, Value x, Value position) {
        return g.apply(prefix, new LayerNorm(EPS, true), 2, x, g.parameter(prefix + ".weight"), g.parameter(prefix + ".bias"), position);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final TensorType x = inputs.getFirst();
        if (inputs.get(1).shape().elements() != x.shape().dim(-1)) {
            throw new IllegalArgumentException("a norm of " + inputs.get(1) + " for rows of " + x);
        }
        return position ? List.of(x, x) : List.of(x);
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new LayerNormKernel(LayerNormKernel.BEST),
                new LayerNormKernel.Shape(to.input(0).rows(), to.input(0).dim(-1), false, position, eps), to.input(0).buffer(), to.unused(),
                to.input(1).buffer(), to.input(2).buffer(), position ? to.input(3).buffer() : to.unused(), to.output(0).buffer(),
                position ? to.output(1).buffer() : to.unused());
    }
}
