package io.samcp.app.verify;

import io.samcp.layers.operation.Elementwise;
import io.samcp.layers.operation.Gemm;
import io.samcp.layers.operation.MaskedAttention;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attention, alone and with its projections. */
final class AttentionCases {

    private AttentionCases() {}

    static void attention(OperationRunner runner, KernelGolden golden) {
        if (golden.has("query")) {
            full(runner, golden);
            return;
        }
        golden.checkFloats("out", core(runner, golden, true));
        golden.checkFloats("out_unmasked", core(runner, golden, false));
    }

    private static float[] core(OperationRunner runner, KernelGolden golden, boolean masked) {
        final int heads = golden.shape("q")[0];
        final int queries = golden.shape("q")[1];
        final int keys = golden.shape("k")[1];
        final int headSize = golden.shape("q")[2];
        final Map<String, HostTensor> inputs = new LinkedHashMap<>();
        inputs.put("q", headsLast(golden.tensor("q")));
        inputs.put("k", headsLast(golden.tensor("k")));
        inputs.put("v", headsLast(golden.tensor("v")));
        inputs.put("padding", KernelGolden.words(masked ? golden.ints("key_padding") : new int[keys], 1, keys));
        if (masked) {
            inputs.put("blocked", KernelGolden.words(golden.ints("blocked"), queries, keys));
        }
        final MaskedAttention operation = new MaskedAttention(heads, headSize, 0, 0, 0, masked);
        final HostTensor y = runner.run(inputs, Map.of(), (g, v) -> g.output("y", masked
                ? g.apply("y", operation, v.get("q"), v.get("k"), v.get("v"), v.get("padding"), v.get("blocked"))
                : g.apply("y", operation, v.get("q"), v.get("k"), v.get("v"), v.get("padding")))).get("y");
        return headsFirst(y, heads);
    }

    private static void full(OperationRunner runner, KernelGolden golden) {
        final int heads = Integer.parseInt(golden.text("heads"));
        final int d = golden.shape("query")[1];
        final int queries = golden.shape("query")[0];
        final int keys = golden.shape("key")[0];
        final Map<String, HostTensor> inputs = DenseCases.tensors(golden, "query", "query_pos", "key", "key_pos", "attn.out_proj.weight",
                "attn.out_proj.bias");
        for (int part = 0; part < 3; part++) {
            inputs.put("w" + part, rows(golden.tensor("attn.in_proj_weight"), part * d, d));
            inputs.put("b" + part, rows(golden.tensor("attn.in_proj_bias"), part * d, d));
        }
        inputs.put("padding", KernelGolden.words(golden.ints("key_padding"), 1, keys));
        inputs.put("blocked", KernelGolden.words(golden.ints("blocked"), queries, keys));
        golden.checkFloats("out", runner.run(inputs, Map.of(), (g, v) -> {
            final Value q = project(g, v, 0, g.apply("q+", Elementwise.ADD, v.get("query"), v.get("query_pos")));
            final Value k = project(g, v, 1, g.apply("k+", Elementwise.ADD, v.get("key"), v.get("key_pos")));
            final Value mixed = g.apply("mha", new MaskedAttention(heads, d / heads, 0, 0, 0, true), q, k, project(g, v, 2, v.get("key")),
                    v.get("padding"), v.get("blocked"));
            g.output("y", g.apply("y", new Gemm(true, true, false), mixed, v.get("attn.out_proj.weight"), v.get("attn.out_proj.bias"),
                    v.get("query")));
        }).get("y").toFloats());
    }

    private static Value project(GraphBuilder g, Map<String, Value> v, int part, Value x) {
        return g.apply("in" + part, new Gemm(true, false, false), x, v.get("w" + part), v.get("b" + part));
    }

    /** {@code [heads, rows, size]} to {@code [rows, heads * size]}. */
    static HostTensor headsLast(HostTensor tensor) {
        final int heads = tensor.shape().dim(0);
        final int rows = tensor.shape().dim(1);
        final int size = tensor.shape().dim(2);
        final float[] from = tensor.toFloats();
        final float[] to = new float[from.length];
        for (int h = 0; h < heads; h++) {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(from, (h * rows + r) * size, to, (r * heads + h) * size, size);
            }
        }
        return HostTensor.ofFloats(TensorShape.of(rows, heads * size), to);
    }

    private static float[] headsFirst(HostTensor tensor, int heads) {
        final int rows = tensor.shape().dim(0);
        final int size = tensor.shape().dim(1) / heads;
        final float[] from = tensor.toFloats();
        final float[] to = new float[from.length];
        for (int h = 0; h < heads; h++) {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(from, (r * heads + h) * size, to, (h * rows + r) * size, size);
            }
        }
        return to;
    }

    private static HostTensor rows(HostTensor tensor, int from, int count) {
        final long rowBytes = tensor.data().byteSize() / tensor.shape().dim(0);
        final int[] dims = tensor.shape().dims().stream().mapToInt(Integer::intValue).toArray();
        dims[0] = count;
        return new HostTensor(tensor.type(), TensorShape.of(dims), tensor.data().asSlice(from * rowBytes, count * rowBytes));
    }
}
