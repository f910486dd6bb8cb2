package io.samcp.layers.model;

import io.samcp.layers.operation.Affinity;
import io.samcp.layers.operation.Gemm;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;
import java.util.Optional;

/** Affinity of queries and patches, accumulated over the stages (SPEC 12, Algorithm 1 of the paper). */
final class AffinityBranch {

    private final GraphBuilder g;
    private final ModelConfiguration config;

    AffinityBranch(GraphBuilder g, ModelConfiguration config) {
        this.g = g;
        this.config = config;
    }

    /**
     * Accumulated affinity logits {@code [Q, N]}.
     *
     * @param layer decoder layer
     * @param query {@code x + qpos [Q, D]}
     * @param patch {@code P + patch_pos [N, D]}
     * @param previous logits of the stage before, if they are to be added
     */
    Value apply(int layer, Value query, Value patch, Optional<Value> previous) {
        final String prefix = config.shareAffinity() ? "decoder.calculate_affinity." : "decoder.layers." + layer + ".";
        final String label = "decoder.layers." + layer + ".affinity";
        final Value bias = g.apply(label + ".bias", new Gemm(true, false, false), patch, g.parameter(prefix + "bias_lang"),
                g.parameter(prefix + "bias0"));
        final Value q = Linear.feedForward(g, prefix + "fc_affinity_proposals", query);
        final Value k = Linear.feedForward(g, prefix + "fc_affinity_patches", patch);
        final Affinity operation = new Affinity(config.numHeads(), previous.isPresent());
        final Value[] operands = {q, k, g.parameter(prefix + "conv_aff.0.weight"), g.parameter(prefix + "conv_aff.0.bias"),
            g.parameter(prefix + "conv_aff.1.weight"), g.parameter(prefix + "conv_aff.1.bias"), g.parameter(prefix + "conv_aff.2.weight"),
            g.parameter(prefix + "conv_aff.2.bias"), bias, g.parameter(ModelParameters.exp(prefix + "logit_scale")),
            previous.orElse(bias)};
        return g.apply(label, operation, operands);
    }
}
