package io.samcp.layers.model;

import io.samcp.layers.operation.Convolution;
import io.samcp.layers.operation.GroupNorm;
import io.samcp.layers.operation.UpsampleAdd;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;
import java.util.ArrayList;
import java.util.List;

/** Feature pyramid with group norm (SPEC 3); p6 is never read at inference and not computed. */
final class Neck {

    private static final float EPS = 1e-5f;

    private final GraphBuilder g;
    private final int groups;

    Neck(GraphBuilder g, ModelConfiguration config) {
        this.g = g;
        this.groups = config.fpnGroups();
    }

    /** From c2..c5 to p2..p5, {@code [h, w, D]} each. */
    List<Value> apply(List<Value> stages) {
        final List<Value> lateral = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            lateral.add(normalised("neck.lateral_convs." + i, stages.get(i), new Convolution(1, 1, 0, false, false, false)));
        }
        for (int i = lateral.size() - 1; i > 0; i--) {
            lateral.set(i - 1, g.apply("neck.top_down." + (i - 1), new UpsampleAdd(), lateral.get(i - 1), lateral.get(i)));
        }
        final List<Value> levels = new ArrayList<>();
        for (int i = 0; i < lateral.size(); i++) {
            final Value level = normalised("neck.fpn_convs." + i, lateral.get(i), new Convolution(3, 1, 1, false, false, false));
            g.tap("fpn.p" + (i + 2), level);
            levels.add(level);
        }
        return levels;
    }

    private Value normalised(String prefix, Value x, Convolution convolution) {
        final Value y = g.apply(prefix + ".conv", convolution, x, g.parameter(ModelParameters.channelsLast(prefix + ".conv.weight")));
        return g.apply(prefix + ".gn", new GroupNorm(groups, EPS), y, g.parameter(prefix + ".gn.weight"), g.parameter(prefix + ".gn.bias"));
    }
}
