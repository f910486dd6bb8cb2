package io.samcp.layers.model;

import io.samcp.layers.operation.Gemm;
import io.samcp.layers.operation.LayerNorm;
import io.samcp.layers.operation.RowL2Norm;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.graph.DeviceParameters;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Graph;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Plan;
import io.samcp.runtime.graph.PlanOptions;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.weights.ModelWeights;
import java.util.HashMap;
import java.util.Map;

/**
 * Everything that depends on the vocabulary alone, computed once per engine: semantic queries and their reference boxes (SPEC 10), and
 * the classifier's projected text rows and column bias (SPEC 14). Its results are parameters of the model's graph.
 */
public final class TextEncoder {

    /** {@code LN(semantic_fc(stuff rows)) [S, D]}. */
    static final String SEMANTIC_QUERY = "text.semantic_query";
    /** {@code semantic_reference_fc(stuff rows) [S, 4]}, before the sigmoid. */
    static final String SEMANTIC_REFERENCE = "text.semantic_reference";
    /** {@code text_porj(t / 0.1) [C, D]}. */
    static final String CLASS_WEIGHT = "text.class_weight";
    /** {@code t . bias_lang + bias0 [C, 1]}. */
    static final String CLASS_BIAS = "text.class_bias";

    private static final float TEMPERATURE = 0.1f;

    private TextEncoder() {}

    /**
     * Runs the text rows through their layers.
     *
     * @param device where
     * @param weights the model
     * @param text class rows {@code [C, E]}, things then stuff, after SPEC 14's concatenate-and-cut
     * @param semantic stuff rows {@code [S, E]}
     * @param libraries whether library operations may be used
     */
    public static Map<String, HostTensor> encode(Device device, ModelWeights weights, HostTensor text, HostTensor semantic,
            boolean libraries) {
        final Map<String, HostTensor> results = new HashMap<>();
        try (DeviceParameters parameters = new DeviceParameters(device, new ModelParameters(weights, Map.of()));
                Plan plan = Plan.of(graph(text, semantic), device, parameters, new Dimensions(Map.of()), new PlanOptions(libraries, false));
                DeviceStream stream = device.openStream()) {
            plan.write("text", text);
            plan.write("semantic", semantic);
            plan.launchAsync(stream);
            stream.synchronizeBlocking();
            plan.graph().outputs().keySet().forEach(name -> results.put(name, plan.output(name).copy()));
        }
        return results;
    }

    private static Graph graph(HostTensor text, HostTensor semantic) {
        final GraphBuilder g = new GraphBuilder("text");
        final Value rows = g.input("text", ElementType.F32, text.shape().dim(0), text.shape().dim(1));
        final Value unit = g.apply("bbox_head.text", new RowL2Norm(1.0f), rows);
        g.output(CLASS_BIAS, g.apply("bbox_head.bias", new Gemm(true, false, false), unit, g.parameter("bbox_head.bias_lang"),
                g.parameter("bbox_head.bias0")));
        final Value sharpened = g.apply("bbox_head.text_sharpened", new RowL2Norm(TEMPERATURE), rows);
        g.output(CLASS_WEIGHT, Linear.apply(g, "bbox_head.text_porj", sharpened));

        final Value stuff = g.input("semantic", ElementType.F32, semantic.shape().dim(0), semantic.shape().dim(1));
        g.output(SEMANTIC_QUERY, LayerNorm.plain(g, "semantic_norm", Linear.apply(g, "semantic_fc", stuff)));
        g.output(SEMANTIC_REFERENCE, Linear.apply(g, "semantic_reference_fc", stuff));
        return g.build();
    }
}
