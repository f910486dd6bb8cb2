package io.samcp.layers.model;

import io.samcp.layers.operation.BoxEncoding;
import io.samcp.layers.operation.BoxNormalise;
import io.samcp.layers.operation.Elementwise;
import io.samcp.layers.operation.LayerNorm;
import io.samcp.layers.operation.MaskRoiAlign;
import io.samcp.layers.operation.RoiLevel;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;
import java.util.List;

/** Patch features, tokens and positions (SPEC 5 to 8), and the same pooling for query enhancement (SPEC 13.4). */
final class PatchTokens {

    /** Names of the layers behind pooling begin so. */
    static final String MLP = "shared_mlp.layers.";

    private final GraphBuilder g;
    private final ModelConfiguration config;
    private final List<Value> levels;
    private final boolean padded;

    /** @param padded whether it follows the rules of a padded batch (SPEC 16) */
    PatchTokens(GraphBuilder g, ModelConfiguration config, List<Value> levels, boolean padded) {
        this.g = g;
        this.config = config;
        this.levels = levels;
        this.padded = padded;
    }

    /** Tokens {@code [N, D]} of the patches: masked RoI features through {@code shared_mlp} and {@code roi_norm}. */
    Value tokens(Value boxes, Value mask) {
        final MaskRoiAlign.Fill fill = !config.useMaskRoi()
                ? MaskRoiAlign.Fill.OFF
                : config.useMaskRoiMean() ? MaskRoiAlign.Fill.MEAN : MaskRoiAlign.Fill.ZERO;
        final Value pooled = pool("roi", boxes, mask, fill);
        g.tap("roi.masked", pooled);
        g.tap("roi.raw", pool("roi.raw", boxes, mask, MaskRoiAlign.Fill.OFF));
        g.tap("roi.level", g.apply("roi.level", new RoiLevel((float) config.finestScale(), levels.size()), boxes));
        final Value embedded = embed(pooled);
        final Value tokens = padded
                ? g.apply("patch.own", Elementwise.MULTIPLY, embedded,
                        g.constant("patch.own", dims -> PaddedBatch.own(dims, config.embedDims())))
                : embedded;
        g.tap("patch.token", tokens);
        return tokens;
    }

    /** Boxes {@code [N, 4]} in network pixels to (cx, cy, w, h) as parts of the image. */
    Value normalisedBoxes(Value boxes) {
        final Value normalised = g.apply("patch.boxes_norm", new BoxNormalise(), boxes);
        g.tap("patch.boxes_norm", normalised);
        return normalised;
    }

    /** Positions {@code [N, D]} of normalised boxes, by the top-level {@code ref_point_head}. */
    Value positions(Value normalisedBoxes) {
        final Value position = position("ref_point_head", normalisedBoxes);
        g.tap("patch.pos", position);
        return position;
    }

    /** What query enhancement adds: the same pooling and embedding of merged boxes, without a mask. */
    Value enhancement(Value mergedBoxes, Value mask) {
        return embed(pool("roi.enhance", mergedBoxes, mask, MaskRoiAlign.Fill.OFF));
    }

    /** Sine encoding of boxes through one of the two networks named {@code ref_point_head}. */
    Value position(String prefix, Value normalisedBoxes) {
        final Value boxes = padded
                ? g.apply(prefix + ".valid", Elementwise.MULTIPLY, normalisedBoxes,
                        g.constant(prefix + ".valid",
                                dims -> PaddedBatch.validFractions(dims, isOfQueries(prefix) ? config.numStuff() : 0)))
                : normalisedBoxes;
        final int features = config.embedDims() / 2;
        final Value periods = g.constant("box_encoding.periods", dims -> BoxEncoding.periods(features, config.posTemperature()));
        return Linear.mlp(g, prefix, g.apply(prefix + ".enc", new BoxEncoding(features), boxes, periods));
    }

    private static boolean isOfQueries(String prefix) {
        return prefix.startsWith("decoder.");
    }

    private Value pool(String label, Value boxes, Value mask, MaskRoiAlign.Fill fill) {
        final MaskRoiAlign operation = new MaskRoiAlign(fill, config.samplingRatio(), 1.0f / config.roiStrides().getFirst(),
                (float) config.finestScale());
        return g.apply(label, operation, boxes, mask, levels.get(0), levels.get(1), levels.get(2), levels.get(3));
    }

    private Value embed(Value pooled) {
        final Value hidden = g.apply(MLP + "0", new io.samcp.layers.operation.Gemm(true, false, true), pooled,
                g.parameter(ModelParameters.binsFirst(MLP + "0.weight")), g.parameter(MLP + "0.bias"));
        return LayerNorm.plain(g, "roi_norm", Linear.apply(g, MLP + "1", hidden));
    }
}
