package io.samcp.layers.model;

import io.samcp.layers.operation.Convolution;
import io.samcp.layers.operation.MaxPool;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;
import java.util.ArrayList;
import java.util.List;

/** ResNet with bottlenecks, "pytorch" style, batch norms folded into the convolutions (SPEC 2). */
final class Backbone {

    private static final String PREFIX = "backbone.";

    private final GraphBuilder g;

    Backbone(GraphBuilder g) {
        this.g = g;
    }

    /** From the normalised image {@code [H, W, 3]} to c2..c5. */
    List<Value> apply(Value image, ModelConfiguration config) {
        Value x = convolution("conv1", "bn1", image, new Convolution(7, 2, 3, true, false, true));
        x = g.apply(PREFIX + "maxpool", new MaxPool(3, 2, 1), x);
        final List<Value> stages = new ArrayList<>();
        for (int stage = 0; stage < config.stageBlocks().size(); stage++) {
            for (int block = 0; block < config.stageBlocks().get(stage); block++) {
                final int stride = stage > 0 && block == 0 ? 2 : 1;
                x = bottleneck("layer" + (stage + 1) + "." + block + ".", x, stride, config.hasProjection(stage, block));
            }
            g.tap("backbone.c" + (stage + 2), x);
            stages.add(x);
        }
        return stages;
    }

    private Value bottleneck(String block, Value x, int stride, boolean projected) {
        final Value shortcut = projected
                ? convolution(block + "downsample.0", block + "downsample.1", x, new Convolution(1, stride, 0, true, false, false))
                : x;
        Value y = convolution(block + "conv1", block + "bn1", x, new Convolution(1, 1, 0, true, false, true));
        y = convolution(block + "conv2", block + "bn2", y, new Convolution(3, stride, 1, true, false, true));
        return convolution(block + "conv3", block + "bn3", y, new Convolution(1, 1, 0, true, true, true), shortcut);
    }

    private Value convolution(String conv, String norm, Value x, Convolution operation, Value... residual) {
        final Value weight = g.parameter(ModelParameters.foldedWeight(PREFIX + conv, PREFIX + norm));
        final Value bias = g.parameter(ModelParameters.foldedBias(PREFIX + conv, PREFIX + norm));
        return residual.length == 0
                ? g.apply(PREFIX + conv, operation, x, weight, bias)
                : g.apply(PREFIX + conv, operation, x, weight, bias, residual[0]);
    }
}
