package io.samcp.layers.model;

import io.samcp.layers.operation.Gemm;
import io.samcp.layers.operation.MaskedAttention;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;
import java.util.Optional;

/**
 * Multi-head attention with its projections and the residual, {@code x + out_proj(MHA(...))} (SPEC 9). The value and the residual never
 * see the position.
 */
final class Attention {

    private final GraphBuilder g;
    private final int d;
    private final int heads;

    Attention(GraphBuilder g, ModelConfiguration config) {
        this.g = g;
        this.d = config.embedDims();
        this.heads = config.numHeads();
    }

    /**
     * Self-attention.
     *
     * @param prefix up to {@code .attn}
     * @param x {@code [M, D]}, value and residual
     * @param withPosition {@code x + position}, query and key
     * @param keyPadding words of padding bits
     * @param blocked mask words, if any
     */
    Value self(String prefix, Value x, Value withPosition, Value keyPadding, Optional<Value> blocked) {
        final Value queryKey = project(prefix, withPosition, 0, 2);
        final Value value = project(prefix, x, 2, 3);
        final Value mixed = attend(prefix, new MaskedAttention(heads, d / heads, 0, d, 0, blocked.isPresent()), queryKey, queryKey, value,
                keyPadding, blocked);
        return Linear.plus(g, prefix + ".out_proj", mixed, x);
    }

    /**
     * Cross-attention from queries to patches.
     *
     * @param prefix up to {@code .attn}
     * @param x {@code [Q, D]}, residual
     * @param query {@code x + position}
     * @param key {@code patch + position}
     * @param value patches without position
     * @param keyPadding words of padding bits
     * @param blocked mask words, if any
     */
    Value cross(String prefix, Value x, Value query, Value key, Value value, Value keyPadding, Optional<Value> blocked) {
        final Value mixed = attend(prefix, new MaskedAttention(heads, d / heads, 0, 0, 0, blocked.isPresent()),
                project(prefix, query, 0, 1),
                project(prefix, key, 1, 2), project(prefix, value, 2, 3), keyPadding, blocked);
        return Linear.plus(g, prefix + ".out_proj", mixed, x);
    }

    private Value attend(String prefix, MaskedAttention operation, Value q, Value k, Value v, Value keyPadding, Optional<Value> blocked) {
        return blocked.isPresent()
                ? g.apply(prefix, operation, q, k, v, keyPadding, blocked.get())
                : g.apply(prefix, operation, q, k, v, keyPadding);
    }

    /** Rows {@code from*D .. to*D} of {@code in_proj}: 0 query, 1 key, 2 value. */
    private Value project(String prefix, Value x, int from, int to) {
        final Value weight = g.parameter(ModelParameters.rows(prefix + ".in_proj_weight", from * d, to * d));
        final Value bias = g.parameter(ModelParameters.rows(prefix + ".in_proj_bias", from * d, to * d));
        return g.apply(prefix + ".in_proj", new Gemm(true, false, false), x, weight, bias);
    }
}
