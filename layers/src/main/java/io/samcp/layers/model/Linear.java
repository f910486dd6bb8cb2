package io.samcp.layers.model;

import io.samcp.layers.operation.Gemm;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;

/** Linear layers by checkpoint prefix: {@code y = x Wᵀ + b}. */
final class Linear {

    private Linear() {}

    static Value apply(GraphBuilder g, String prefix, Value x) {
        return g.apply(prefix, new Gemm(true, false, false), x, g.parameter(prefix + ".weight"), g.parameter(prefix + ".bias"));
    }

    static Value relu(GraphBuilder g, String prefix, Value x) {
        return g.apply(prefix, new Gemm(true, false, true), x, g.parameter(prefix + ".weight"), g.parameter(prefix + ".bias"));
    }

    static Value plus(GraphBuilder g, String prefix, Value x, Value residual) {
        return g.apply(prefix, new Gemm(true, true, false), x, g.parameter(prefix + ".weight"), g.parameter(prefix + ".bias"), residual);
    }

    /** Two linear layers with ReLU between: {@code prefix.layers.0}, {@code prefix.layers.1}. */
    static Value mlp(GraphBuilder g, String prefix, Value x) {
        return apply(g, prefix + ".layers.1", relu(g, prefix + ".layers.0", x));
    }

    /** {@code x + W2 relu(W1 x + b1) + b2}: {@code prefix.layers.0.0}, {@code prefix.layers.1}. */
    static Value feedForward(GraphBuilder g, String prefix, Value x) {
        return plus(g, prefix + ".layers.1", relu(g, prefix + ".layers.0.0", x), x);
    }
}
