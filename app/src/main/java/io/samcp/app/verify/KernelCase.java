package io.samcp.app.verify;

import java.util.Map;
import java.util.Optional;

/** Runs one sub-case of a kernel file. */
@FunctionalInterface
interface KernelCase {

    void run(OperationRunner runner, KernelGolden golden);

    /** The operation that kernel files of this name test. */
    static Optional<KernelCase> named(String operation) {
        final Map<String, KernelCase> known = Map.ofEntries(Map.entry("affinity", AffinityCases::affinity),
                Map.entry("dca_merge", AffinityCases::stage), Map.entry("masked_mha", AttentionCases::attention),
                Map.entry("layernorm", DenseCases::layerNorm), Map.entry("ffn", DenseCases::feedForward),
                Map.entry("text_classifier", DenseCases::classifier), Map.entry("box_encoding", BoxCases::encoding),
                Map.entry("crop_masks", BoxCases::crop), Map.entry("mask_roi_align", RoiCases::single),
                Map.entry("multilevel_roi_align", RoiCases::levels), Map.entry("postprocess", MergingCases::postprocess));
        return Optional.ofNullable(known.get(operation));
    }
}
