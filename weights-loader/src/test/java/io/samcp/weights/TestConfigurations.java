package io.samcp.weights;

/** Configurations for tests. */
final class TestConfigurations {

    private TestConfigurations() {}

    /** That of the small golden model. */
    static ModelConfiguration tiny() {
        return ModelConfiguration.fromJson("""
                {"stem_channels": 8, "base_channels": 4, "stage_blocks": [1, 2, 1, 1], "fpn_groups": 8, "embed_dims": 32, "num_heads": 4,
                 "encoder_layers": 3, "decoder_layers": 3, "ffn_dims": 96, "roi_mlp_hidden": 48, "text_dim": 40, "num_things": 6,
                 "num_stuff": 5, "num_queries": 12, "share_affinity_ffn": 64}
                """, "tiny");
    }
}
