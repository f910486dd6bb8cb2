package io.samcp.layers.model;

import io.samcp.layers.operation.Elementwise;
import io.samcp.layers.operation.LayerNorm;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;
import java.util.List;
import java.util.Optional;

/** Self-attention among the patches, post-norm, {@code encoder_patch.layers.i} (SPEC 9). */
final class PatchEncoder {

    private final GraphBuilder g;
    private final ModelConfiguration config;
    private final Attention attention;

    PatchEncoder(GraphBuilder g, ModelConfiguration config) {
        this.g = g;
        this.config = config;
        this.attention = new Attention(g, config);
    }

    /**
     * The patches after the last layer.
     *
     * @param patch the patch memory {@code P [N, D]}
     * @param withPosition {@code P + patch_pos}
     */
    record Result(Value patch, Value withPosition) {}

    Result apply(Value tokens, Value position, Value padding) {
        Value x = tokens;
        Value xp = g.apply("encoder_patch.position", Elementwise.ADD, x, position);
        for (int i = 0; i < config.encoderLayers(); i++) {
            final String layer = "encoder_patch.layers." + i + ".";
            final Value mixed = attention.self(layer + "self_attn.attn", x, xp, padding, Optional.empty());
            x = LayerNorm.plain(g, layer + "norms.0", mixed);
            final List<Value> next = LayerNorm.withPosition(g, layer + "norms.1", Linear.feedForward(g, layer + "ffn", x), position);
            x = next.get(0);
            xp = next.get(1);
            g.tap("enc." + i + ".out", x);
            g.tap("enc." + i + ".out_with_position", xp);
        }
        return new Result(x, xp);
    }
}
