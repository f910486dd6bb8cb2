package io.samcp.layers.model;

import io.samcp.layers.operation.ClassLogits;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;

/** Class logits of the last layer against the text rows, which {@link TextEncoder} prepared once (SPEC 14). */
final class Classifier {

    private Classifier() {}

    /** {@code [Q, C]}. */
    static Value apply(GraphBuilder g, ModelConfiguration config, Value hidden) {
        final Value f = Linear.apply(g, "bbox_head.cls_branches.0", hidden);
        final Value logits = g.apply("bbox_head.logits", new ClassLogits(), f, g.parameter(TextEncoder.CLASS_WEIGHT),
                g.parameter(TextEncoder.CLASS_BIAS), g.parameter(ModelParameters.exp("bbox_head.logit_scale")));
        g.tap("head.logits", logits);
        return logits;
    }
}
