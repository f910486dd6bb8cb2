package io.samcp.layers.model;

import io.samcp.layers.operation.AffinityStage;
import io.samcp.layers.operation.InstanceMerge;
import io.samcp.layers.operation.InstanceSelect;
import io.samcp.layers.operation.PanopticMerge;
import io.samcp.layers.operation.PanopticSelect;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;
import java.util.List;

/**
 * From class logits and affinity to instances, panoptic and semantic map (SPEC 15). Outputs: {@code ins.count}, {@code ins.scores},
 * {@code ins.labels}, {@code ins.query}, {@code ins.patches} (words), {@code ins.boxes}, {@code ins.area}, {@code ins.masks} (planes);
 * {@code pan.count}, {@code pan.query}, {@code pan.label}, {@code pan.score}, {@code pan.segment_count}, {@code pan.segments},
 * {@code pan.map}, {@code pan.semantic}.
 */
final class Merging {

    private Merging() {}

    /**
     * What merging needs.
     *
     * @param request the request record
     * @param planes bit-planes of the patches
     * @param boxes {@code [N, 4]}, network pixels
     * @param logits {@code [Q, C]}
     * @param patchPadding words of padding bits of the patches
     * @param stage the last stage
     */
    record Inputs(Value request, Value planes, Value boxes, Value logits, Value patchPadding, AffinityStage.Result stage) {}

    /** @param padded whether the stage compared padding patches, which merging never does */
    static void apply(GraphBuilder g, ModelConfiguration config, Inputs in, boolean padded) {
        final List<Value> best = g.apply("instances.select",
                new InstanceSelect(config.numStuff(), config.numThings(), config.maxPerImg()), InstanceSelect.RESULTS, in.logits(),
                in.request());
        g.output("ins.scores", best.get(0));
        g.output("ins.labels", best.get(1));
        g.output("ins.query", best.get(2));
        g.output("ins.count", best.get(3));

        final Value selected = selected(g, config, in, padded);
        final List<Value> instances = g.apply("instances.merge", new InstanceMerge(config.numStuff(), config.maxPerImg()),
                InstanceMerge.RESULTS,
                best.get(2), best.get(3), selected, in.planes(), in.boxes(), in.request());
        g.output("ins.patches", instances.get(0));
        g.output("ins.boxes", instances.get(1));
        g.output("ins.area", instances.get(2));
        g.output("ins.masks", instances.get(3));

        final List<Value> kept = g.apply("panoptic.select", new PanopticSelect(config.numStuff(), config.numThings(), config.maxPerImg(),
                (float) config.objectMaskThr(), (float) config.affinityThr()), PanopticSelect.RESULTS, in.logits(), in.stage().rowMax(),
                in.request());
        g.output("pan.query", kept.get(0));
        g.output("pan.label", kept.get(1));
        g.output("pan.score", kept.get(2));
        g.output("pan.count", kept.get(3));

        final List<Value> maps = g.apply("panoptic.merge",
                new PanopticMerge(config.numThings(), config.numClasses(), config.maxPerImg(), config.iouThr(), config.filterLowScore()),
                PanopticMerge.RESULTS, kept.get(0), kept.get(1), kept.get(3), selected, in.planes(), in.request());
        g.output("pan.segments", maps.get(0));
        g.output("pan.segment_count", maps.get(1));
        g.output("pan.map", maps.get(2));
        g.output("pan.semantic", maps.get(3));
    }

    /** The selected patches of every query: those of the last stage, unless merging compares otherwise than the decoder does. */
    private static Value selected(GraphBuilder g, ModelConfiguration config, Inputs in, boolean padded) {
        final AffinityStage merging = new AffinityStage((float) config.mergeThr(), config.withScoreNorm(), false);
        return merging.equals(AffinityStage.ofDecoder(padded))
                ? in.stage().selected()
                : merging.apply(g, "select", in.stage().affinity(), in.patchPadding(), in.boxes()).selected();
    }
}
