package io.samcp.app.verify;

import io.samcp.layers.model.Symbols;
import io.samcp.layers.operation.Affinity;
import io.samcp.layers.operation.AffinityStage;
import io.samcp.layers.operation.Gemm;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.util.List;
import java.util.Map;

/** The affinity step and what follows from it. */
final class AffinityCases {

    private AffinityCases() {}

    static void affinity(OperationRunner runner, KernelGolden golden) {
        if (golden.has("query_plus_pos")) {
            full(runner, golden);
        } else {
            core(runner, golden);
        }
    }

    private static void core(OperationRunner runner, KernelGolden golden) {
        final Map<String, HostTensor> inputs = DenseCases.tensors(golden, "conv0.weight", "conv0.bias", "conv1.weight", "conv1.bias",
                "conv2.weight", "conv2.bias", "bias_n", "previous");
        final int heads = golden.shape("q")[0];
        inputs.put("q", AttentionCases.headsLast(golden.tensor("q")));
        inputs.put("k", AttentionCases.headsLast(golden.tensor("k")));
        inputs.put("scale", DenseCases.exp(golden.tensor("logit_scale")));
        golden.checkFloats("accumulated",
                runner.run(inputs, Map.of(),
                        (g, v) -> g.output("y", g.apply("y", new Affinity(heads, true), v.get("q"), v.get("k"), v.get("conv0.weight"),
                                v.get("conv0.bias"), v.get("conv1.weight"), v.get("conv1.bias"), v.get("conv2.weight"), v.get("conv2.bias"),
                                v.get("bias_n"), v.get("scale"), v.get("previous"))))
                        .get("y").toFloats());
    }

    private static void full(OperationRunner runner, KernelGolden golden) {
        final Map<String, HostTensor> inputs = DenseCases.tensors(golden, "query_plus_pos", "patch_plus_pos", "bias_lang", "bias0",
                "conv_aff.0.weight", "conv_aff.0.bias", "conv_aff.1.weight", "conv_aff.1.bias", "conv_aff.2.weight", "conv_aff.2.bias");
        for (final String side : List.of("fc_affinity_proposals", "fc_affinity_patches")) {
            for (final String part : List.of(".layers.0.0.weight", ".layers.0.0.bias", ".layers.1.weight", ".layers.1.bias")) {
                inputs.put(side + part, golden.tensor(side + part));
            }
        }
        inputs.put("scale", DenseCases.exp(golden.tensor("logit_scale")));
        final int heads = Integer.parseInt(golden.text("heads"));
        golden.checkFloats("affinity", runner.run(inputs, Map.of(), (g, v) -> {
            final Value bias = g.apply("bias", new Gemm(true, false, false), v.get("patch_plus_pos"), v.get("bias_lang"), v.get("bias0"));
            final String a = "fc_affinity_proposals.layers.";
            final Value q = DenseCases.feedForward(g, v.get("query_plus_pos"), v.get(a + "0.0.weight"), v.get(a + "0.0.bias"),
                    v.get(a + "1.weight"), v.get(a + "1.bias"));
            final String b = "fc_affinity_patches.layers.";
            final Value k = DenseCases.feedForward(g, v.get("patch_plus_pos"), v.get(b + "0.0.weight"), v.get(b + "0.0.bias"),
                    v.get(b + "1.weight"), v.get(b + "1.bias"));
            g.output("y", g.apply("y", new Affinity(heads, false), q, k, v.get("conv_aff.0.weight"), v.get("conv_aff.0.bias"),
                    v.get("conv_aff.1.weight"), v.get("conv_aff.1.bias"), v.get("conv_aff.2.weight"), v.get("conv_aff.2.bias"), bias,
                    v.get("scale"), bias));
        }).get("y").toFloats());
    }

    static void stage(OperationRunner runner, KernelGolden golden) {
        final int queries = golden.shape("affinity")[0];
        final int patches = golden.shape("affinity")[1];
        final String[] size = golden.file().text("batch_h_w").orElseThrow().split(",", -1);
        final Map<String, HostTensor> inputs = DenseCases.tensors(golden, "affinity", "boxes");
        inputs.put("padding", HostTensor.ofInts(TensorShape.of(Math.ceilDiv(patches, 32)), new int[Math.ceilDiv(patches, 32)]));
        final Map<String, Integer> sizes = Map.of(Symbols.HEIGHT, Integer.parseInt(size[0]), Symbols.WIDTH, Integer.parseInt(size[1]));
        final Map<String, HostTensor> results = runner.run(inputs, sizes, (g, v) -> {
            final AffinityStage.Result stage = AffinityStage.ofDecoder(false).apply(g, "stage", v.get("affinity"), v.get("padding"),
                    v.get("boxes"));
            g.output("blocked", stage.blocked());
            g.output("merged", stage.mergedBoxes());
        });
        golden.checkInts("blocked", KernelGolden.bits(results.get("blocked"), queries, patches));
        golden.checkEqual("merged_boxes", results.get("merged").toFloats());
        golden.checkFloats("normalised", runner.normalisedAffinity(golden.tensor("affinity"), golden.tensor("boxes")));
    }
}
