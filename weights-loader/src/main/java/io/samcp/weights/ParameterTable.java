package io.samcp.weights;

import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.Parameter.Use;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every tensor of a checkpoint of a configuration, by name (SPEC 18): what is read, what is knowingly not. */
public final class ParameterTable {

    /** Class rows after SPEC 14's concatenate-and-cut, {@code [C, E]}. */
    public static final String TEXT = "bbox_head.text_embedding";
    /** Stuff rows, {@code [S, E]}. */
    public static final String SEMANTIC_TEXT = "bbox_head.semantic_text_embedding";

    private static final int EXPANSION = 4;
    private static final int ROI_BINS = 49;
    private static final int BOX = 4;

    private final ModelConfiguration config;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    private ParameterTable(ModelConfiguration config) {
        this.config = config;
    }

    /** The table of a configuration. */
    public static Map<String, Parameter> of(ModelConfiguration config) {
        final ParameterTable table = new ParameterTable(config);
        table.backbone();
        table.neck();
        table.patches();
        table.decoder();
        table.head();
        table.neverRead();
        return Collections.unmodifiableMap(table.parameters);
    }

    private void backbone() {
        add("backbone.conv1.weight", config.stemChannels(), 3, 7, 7);
        batchNorm("backbone.bn1", config.stemChannels());
        int in = config.stemChannels();
        for (int stage = 0; stage < config.stageBlocks().size(); stage++) {
            final int planes = config.planes(stage);
            for (int block = 0; block < config.stageBlocks().get(stage); block++) {
                final String p = "backbone.layer" + (stage + 1) + "." + block + ".";
                add(p + "conv1.weight", planes, in, 1, 1);
                batchNorm(p + "bn1", planes);
                add(p + "conv2.weight", planes, planes, 3, 3);
                batchNorm(p + "bn2", planes);
                add(p + "conv3.weight", EXPANSION * planes, planes, 1, 1);
                batchNorm(p + "bn3", EXPANSION * planes);
                if (config.hasProjection(stage, block)) {
                    add(p + "downsample.0.weight", EXPANSION * planes, in, 1, 1);
                    batchNorm(p + "downsample.1", EXPANSION * planes);
                }
                in = EXPANSION * planes;
            }
        }
    }

    private void neck() {
        final int d = config.embedDims();
        for (int i = 0; i < config.stageChannels().size(); i++) {
            add("neck.lateral_convs." + i + ".conv.weight", d, config.stageChannels().get(i), 1, 1);
            norm("neck.lateral_convs." + i + ".gn", d);
            add("neck.fpn_convs." + i + ".conv.weight", d, d, 3, 3);
            norm("neck.fpn_convs." + i + ".gn", d);
        }
    }

    private void patches() {
        final int d = config.embedDims();
        linear("shared_mlp.layers.0", config.roiMlpHidden(), d * ROI_BINS);
        linear("shared_mlp.layers.1", d, config.roiMlpHidden());
        norm("roi_norm", d);
        linear("ref_point_head.layers.0", d, 2 * d);
        linear("ref_point_head.layers.1", d, d);
        for (int l = 0; l < config.encoderLayers(); l++) {
            final String p = "encoder_patch.layers." + l + ".";
            attention(p + "self_attn", Use.USED);
            feedForward(p + "ffn", config.ffnDims(), Use.USED);
            norm(p + "norms.0", d);
            norm(p + "norms.1", d);
        }
        linear("semantic_fc", d, config.textDim());
        norm("semantic_norm", d);
        linear("semantic_reference_fc", BOX, config.textDim());
    }

    private void decoder() {
        final int d = config.embedDims();
        linear("decoder.ref_point_head.layers.0", d, 2 * d);
        linear("decoder.ref_point_head.layers.1", d, d);
        norm("decoder.norm", d);
        for (int l = 0; l < config.decoderLayers(); l++) {
            final String p = "decoder.layers." + l + ".";
            attention(p + "self_attn", Use.USED);
            attention(p + "cross_attn", Use.USED);
            feedForward(p + "ffn", config.ffnDims(), Use.USED);
            for (int n = 0; n < 3; n++) {
                norm(p + "norms." + n, d);
            }
            // with a shared branch the ones of the layers may be there, as in a checkpoint that was converted
            affinity("decoder.layers." + l, config.ffnDims(), config.shareAffinity() ? Use.UNUSED : Use.USED);
        }
        if (config.shareAffinity()) {
            affinity("decoder.calculate_affinity", config.shareAffinityFfn(), Use.USED);
        }
    }

    private void affinity(String prefix, int hidden, Use use) {
        final int h = config.numHeads();
        add(prefix + ".logit_scale", use, 1);
        add(prefix + ".bias_lang", use, config.embedDims());
        add(prefix + ".bias0", use, 1);
        feedForward(prefix + ".fc_affinity_proposals", hidden, use);
        feedForward(prefix + ".fc_affinity_patches", hidden, use);
        for (int i = 0; i < 3; i++) {
            final int out = i == 2 ? 1 : h;
            add(prefix + ".conv_aff." + i + ".weight", use, out, h, 1, 1);
            add(prefix + ".conv_aff." + i + ".bias", use, out);
        }
    }

    private void head() {
        final int d = config.embedDims();
        add("bbox_head.logit_scale", 1);
        add("bbox_head.bias_lang", config.textDim());
        add("bbox_head.bias0", 1);
        linear("bbox_head.text_porj", d, config.textDim());
        for (int l = 0; l < config.decoderLayers(); l++) {
            linear("bbox_head.cls_branches." + l, d, d, l == 0 ? Use.USED : Use.COPY);
        }
        add(TEXT, Use.TEXT, config.numClasses(), config.textDim());
        add(SEMANTIC_TEXT, Use.TEXT, config.numStuff(), config.textDim());
    }

    private void neverRead() {
        final int d = config.embedDims();
        final int samples = config.msdaHeadsUnused() * config.numLevelsUnused() * config.numPointsUnused();
        for (int l = 0; l < config.encoderLayers(); l++) {
            final String p = "encoder.layers." + l + ".";
            linear(p + "self_attn.sampling_offsets", 2 * samples, d, Use.UNUSED);
            linear(p + "self_attn.attention_weights", samples, d, Use.UNUSED);
            linear(p + "self_attn.value_proj", d, d, Use.UNUSED);
            linear(p + "self_attn.output_proj", d, d, Use.UNUSED);
            feedForward(p + "ffn", config.ffnDims(), Use.UNUSED);
            norm(p + "norms.0", d, Use.UNUSED);
            norm(p + "norms.1", d, Use.UNUSED);
        }
        add("level_embed", Use.UNUSED, config.numLevelsUnused(), d);
        linear("memory_trans_fc", d, d, Use.UNUSED);
        norm("memory_trans_norm", d, Use.UNUSED);
        add("query_embedding.weight", Use.UNUSED, config.numQueries(), 2 * d);
        add("query_embedding_semantic.weight", Use.UNUSED, config.numStuff(), 2 * d);
        linear("reference_points_fc", config.useDabQuerypos() ? BOX : 2, d, Use.UNUSED);
        add("dn_query_generator.label_embedding.weight", Use.UNUSED, config.numThings(), d);
        add("point_embeddings.0.weight", Use.UNUSED, 1, d / 2);
        add("point_embeddings.1.weight", Use.UNUSED, 1, d / 2);
        add("pe_layer.positional_encoding_gaussian_matrix", Use.UNUSED, 2, d / 4);
        linear("semantic_query.layers.0", d, config.textDim(), Use.UNUSED);
        linear("semantic_query.layers.1", 2 * d, d, Use.UNUSED);
        norm("decoder.roi_norm", d, Use.UNUSED);
        for (int l = 0; l < config.decoderLayers(); l++) {
            final String p = "decoder.layers." + l + ".";
            attention(p + "self_attn_patch", Use.UNUSED);
            attention(p + "cross_path_attn", Use.UNUSED);
            norm(p + "norms.3", d, Use.UNUSED);
            norm(p + "norms.4", d, Use.UNUSED);
            final String r = "bbox_head.reg_branches." + l + ".";
            linear(r + "0", d, d, Use.UNUSED);
            linear(r + "2", d, d, Use.UNUSED);
            linear(r + "4", BOX, d, Use.UNUSED);
        }
    }

    private void batchNorm(String name, int channels) {
        norm(name, channels);
        add(name + ".running_mean", channels);
        add(name + ".running_var", channels);
        add(name + ".num_batches_tracked", Use.UNUSED);
    }

    private void attention(String name, Use use) {
        final int d = config.embedDims();
        add(name + ".attn.in_proj_weight", use, 3 * d, d);
        add(name + ".attn.in_proj_bias", use, 3 * d);
        linear(name + ".attn.out_proj", d, d, use);
    }

    private void feedForward(String name, int hidden, Use use) {
        linear(name + ".layers.0.0", hidden, config.embedDims(), use);
        linear(name + ".layers.1", config.embedDims(), hidden, use);
    }

    private void norm(String name, int channels) {
        norm(name, channels, Use.USED);
    }

    private void norm(String name, int channels, Use use) {
        add(name + ".weight", use, channels);
        add(name + ".bias", use, channels);
    }

    private void linear(String name, int out, int in) {
        linear(name, out, in, Use.USED);
    }

    private void linear(String name, int out, int in, Use use) {
        add(name + ".weight", use, out, in);
        add(name + ".bias", use, out);
    }

    private void add(String name, int... dims) {
        add(name, Use.USED, dims);
    }

    private void add(String name, Use use, int... dims) {
        parameters.put(name, new Parameter(name, TensorShape.of(dims), use));
    }
}
