package io.samcp.app.verify;

import io.samcp.layers.operation.ClassLogits;
import io.samcp.layers.operation.Gemm;
import io.samcp.layers.operation.LayerNorm;
import io.samcp.layers.operation.RowL2Norm;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Norms, feed-forward blocks and the text classifier. */
final class DenseCases {

    private static final float EPS = 1e-5f;
    private static final float TEMPERATURE = 0.1f;

    private DenseCases() {}

    static void layerNorm(OperationRunner runner, KernelGolden golden) {
        final Map<String, HostTensor> inputs = tensors(golden, "x", "weight", "bias");
        golden.checkFloats("out", runner.run(inputs, Map.of(), (g, v) -> g.output("out", g.apply("out", new LayerNorm(EPS, false),
                v.get("x"), v.get("weight"), v.get("bias")))).get("out").toFloats());
    }

    static void feedForward(OperationRunner runner, KernelGolden golden) {
        final Map<String, HostTensor> inputs = tensors(golden, "x", "w1", "b1", "w2", "b2");
        golden.checkFloats("out",
                runner.run(inputs, Map.of(),
                        (g, v) -> g.output("out", feedForward(g, v.get("x"), v.get("w1"), v.get("b1"), v.get("w2"), v.get("b2"))))
                        .get("out")
                        .toFloats());
    }

    /** {@code x + W2 relu(W1 x + b1) + b2}. */
    static Value feedForward(GraphBuilder g, Value x, Value w1, Value b1, Value w2, Value b2) {
        return g.apply("ffn.1", new Gemm(true, true, false), g.apply("ffn.0", new Gemm(true, false, true), x, w1, b1), w2, b2, x);
    }

    static void classifier(OperationRunner runner, KernelGolden golden) {
        final int classes = Integer.parseInt(golden.text("num_classes"));
        final Map<String, HostTensor> inputs = tensors(golden, "hidden", "bias_lang", "bias0", "cls_branches.0.weight",
                "cls_branches.0.bias", "text_porj.weight", "text_porj.bias");
        final HostTensor text = golden.tensor("text");
        final int columns = text.shape().dim(1);
        inputs.put("text", new HostTensor(text.type(), TensorShape.of(classes, columns),
                text.data().asSlice(0, (long) classes * columns * Float.BYTES)));
        inputs.put("scale", exp(golden.tensor("logit_scale")));
        golden.checkFloats("logits", runner.run(inputs, Map.of(), (g, v) -> {
            final Value bias = g.apply("bias", new Gemm(true, false, false), g.apply("unit", new RowL2Norm(1), v.get("text")),
                    v.get("bias_lang"), v.get("bias0"));
            final Value weight = g.apply("weight", new Gemm(true, false, false),
                    g.apply("sharp", new RowL2Norm(TEMPERATURE), v.get("text")), v.get("text_porj.weight"), v.get("text_porj.bias"));
            final Value f = g.apply("f", new Gemm(true, false, false), v.get("hidden"), v.get("cls_branches.0.weight"),
                    v.get("cls_branches.0.bias"));
            g.output("logits",
                    g.apply("logits", new ClassLogits(), f, weight, bias, v.get("scale")));
        }).get("logits").toFloats());
    }

    static Map<String, HostTensor> tensors(KernelGolden golden, String... names) {
        final Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (final String name : names) {
            tensors.put(name, golden.tensor(name));
        }
        return tensors;
    }

    static HostTensor exp(HostTensor scale) {
        return HostTensor.ofFloats(scale.shape(), (float) Math.exp(scale.floatAt(0)));
    }
}
