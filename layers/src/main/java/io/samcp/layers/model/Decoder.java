package io.samcp.layers.model;

import io.samcp.layers.operation.AffinityStage;
import io.samcp.layers.operation.BoxNormalise;
import io.samcp.layers.operation.Elementwise;
import io.samcp.layers.operation.LayerNorm;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;
import java.util.List;
import java.util.Optional;

/** The affinity decoder with dynamic cross-attention, {@code decoder.layers.l} (SPEC 11 and 13). */
final class Decoder {

    private final GraphBuilder g;
    private final ModelConfiguration config;
    private final Attention attention;
    private final AffinityBranch affinity;
    private final boolean padded;

    /** @param padded whether it follows the rules of a padded batch */
    Decoder(GraphBuilder g, ModelConfiguration config, boolean padded) {
        this.g = g;
        this.config = config;
        this.attention = new Attention(g, config);
        this.affinity = new AffinityBranch(g, config);
        this.padded = padded;
    }

    /**
     * What the decoder works on.
     *
     * @param query initial queries {@code [Q, D]}
     * @param reference initial boxes {@code [Q, 4]}
     * @param selfBlocked words of the self-attention mask
     * @param queryPadding words of padding bits of the queries
     * @param patches patch memory
     * @param patchPadding words of padding bits of the patches
     * @param patchBoxes {@code [N, 4]}, network pixels
     * @param roiMask {@code [N, 49]}, bound but not read by query enhancement
     */
    record Inputs(Value query, Value reference, Value selfBlocked, Value queryPadding, PatchEncoder.Result patches, Value patchPadding,
            Value patchBoxes, Value roiMask) {}

    /**
     * After the last layer.
     *
     * @param hidden {@code LN_decoder.norm(x) [Q, D]}
     * @param stage the last stage's affinity and what follows from it
     */
    record Result(Value hidden, AffinityStage.Result stage) {}

    Result apply(Inputs in, PatchTokens tokens) {
        Value x = in.query();
        Value boxes = in.reference();
        Value position = null;
        AffinityStage.Result stage = null;
        for (int l = 0; l < config.decoderLayers(); l++) {
            final String layer = "decoder.layers." + l + ".";
            if (position == null || config.useDabQuerypos()) {
                position = tokens.position("decoder.ref_point_head", boxes);
            }
            g.tap("dec." + l + ".query_pos", position);
            final Optional<AffinityStage.Result> before = Optional.ofNullable(stage);
            final Value xp = g.apply(layer + "position", Elementwise.ADD, x, position);
            final Value selfMixed = attention.self(layer + "self_attn.attn", x, xp, in.queryPadding(), Optional.of(in.selfBlocked()));
            final List<Value> normed = LayerNorm.withPosition(g, layer + "norms.1", selfMixed, position);
            x = normed.get(0);
            final Value query = normed.get(1);
            final Value logits = affinity.apply(l, config.useQueryPosAffinity() ? query : x, in.patches().withPosition(),
                    config.useAffinityRefine() ? before.map(AffinityStage.Result::affinity) : Optional.empty());
            final Optional<Value> blocked = config.useDca() ? before.map(AffinityStage.Result::blocked) : Optional.empty();
            final Value crossed = attention.cross(layer + "cross_attn.attn", x, query, in.patches().withPosition(), in.patches().patch(),
                    in.patchPadding(), blocked);
            final Value y = LayerNorm.plain(g, layer + "norms.0", crossed);
            x = LayerNorm.plain(g, layer + "norms.2", Linear.feedForward(g, layer + "ffn", y));
            before.ifPresent(b -> g.tap(layer.replace("decoder.layers.", "dec.") + "dca_blocked", b.blocked()));
            stage = AffinityStage.ofDecoder(padded).apply(g, layer + "stage", logits, in.patchPadding(), in.patchBoxes());
            if (config.enhanceQuery()) {
                x = g.apply(layer + "enhance", Elementwise.AVERAGE, tokens.enhancement(stage.mergedBoxes(), in.roiMask()), x);
            }
            boxes = g.apply(layer + "boxes", new BoxNormalise(), stage.mergedBoxes());
            g.tap("dec." + l + ".affinity", stage.affinity());
            g.tap("dec." + l + ".merged_boxes", stage.mergedBoxes());
            g.tap("dec." + l + ".query", x);
        }
        final Value hidden = LayerNorm.plain(g, "decoder.norm", x);
        g.tap("head.hidden", hidden);
        return new Result(hidden, stage);
    }
}
