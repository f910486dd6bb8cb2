package io.samcp.app.verify;

import io.samcp.kernels.request.RequestRecordDescriptor;
import io.samcp.layers.input.BitPlane;
import io.samcp.layers.model.Symbols;
import io.samcp.layers.operation.AffinityStage;
import io.samcp.layers.operation.InstanceMerge;
import io.samcp.layers.operation.InstanceSelect;
import io.samcp.layers.operation.PanopticMerge;
import io.samcp.layers.operation.PanopticSelect;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Value;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import io.samcp.weights.ModelConfiguration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** From logits and affinity to instances and maps. */
final class MergingCases {

    private MergingCases() {}

    static void postprocess(OperationRunner runner, KernelGolden golden) {
        final int queries = golden.shape("affinity")[0];
        final int patches = golden.shape("affinity")[1];
        final ModelConfiguration config = ModelConfiguration.fromJson(golden.text("config"), golden.file().path());
        final JsonNode ori = golden.file().json("ori_shape");
        final int height = ori.get(0).asInt();
        final int width = ori.get(1).asInt();
        final int[] planes = CaseInput.planes(golden.ints("mask_rle_counts"), golden.ints("mask_rle_offsets"), width, height);
        final Map<String, HostTensor> inputs = DenseCases.tensors(golden, "logits", "affinity", "boxes");
        inputs.put("planes", HostTensor.ofInts(TensorShape.of(planes.length), planes));
        inputs.put("padding", HostTensor.ofInts(TensorShape.of(Math.ceilDiv(patches, 32)), new int[Math.ceilDiv(patches, 32)]));
        inputs.put("request", request(golden, patches, queries, height, width));
        final JsonNode network = golden.file().json("img_shape");
        final Map<String, Integer> sizes = Map.of(Symbols.PATCHES, patches, Symbols.PLANE_WORDS, BitPlane.wordsPerPlane(width, height),
                Symbols.MAP_PIXELS, width * height, Symbols.HEIGHT, network.get(0).asInt(), Symbols.WIDTH, network.get(1).asInt());
        final Map<String, HostTensor> r = runner.run(inputs, sizes, (g, v) -> build(g, v, config));
        final int count = r.get("ins.count").toInts()[0];
        golden.checkFloats("ins.scores", Arrays.copyOf(r.get("ins.scores").toFloats(), count));
        golden.checkInts("ins.labels", Arrays.copyOf(r.get("ins.labels").toInts(), count));
        golden.checkInts("ins.query", Arrays.copyOf(r.get("ins.query").toInts(), count));
        golden.checkFloats("ins.boxes", Arrays.copyOf(r.get("ins.boxes").toFloats(), 4 * count));
        golden.checkInts("ins.patches", KernelGolden.bits(r.get("ins.patches"), count, patches));
        golden.checkInts("ins.mask_area", Arrays.copyOf(r.get("ins.area").toInts(), count));
        final int kept = r.get("pan.count").toInts()[0];
        golden.checkInts("pan.kept_query", Arrays.copyOf(r.get("pan.query").toInts(), kept));
        golden.checkInts("pan.kept_label", Arrays.copyOf(r.get("pan.label").toInts(), kept));
        golden.checkFloats("pan.kept_score", Arrays.copyOf(r.get("pan.score").toFloats(), kept));
        golden.checkInts("pan.segments", Arrays.copyOf(r.get("pan.segments").toInts(), 5 * r.get("pan.segment_count").toInts()[0]));
        golden.checkInts("pan.map", r.get("pan.map").toInts());
        golden.checkInts("pan.semantic", r.get("pan.semantic").toInts());
    }

    private static void build(GraphBuilder g, Map<String, Value> v, ModelConfiguration config) {
        final int semantic = config.numStuff();
        final int things = config.numThings();
        final int max = config.maxPerImg();
        final Value request = v.get("request");
        final AffinityStage.Result stage = new AffinityStage((float) config.mergeThr(), config.withScoreNorm(), false).apply(g, "stage",
                v.get("affinity"),
                v.get("padding"), v.get("boxes"));
        final List<Value> best = g.apply("select", new InstanceSelect(semantic, things, max), InstanceSelect.RESULTS, v.get("logits"),
                request);
        outputs(g, best, "ins.scores", "ins.labels", "ins.query", "ins.count");
        outputs(g, g.apply("merge", new InstanceMerge(semantic, max), InstanceMerge.RESULTS, best.get(2), best.get(3), stage.selected(),
                v.get("planes"), v.get("boxes"), request), "ins.patches", "ins.boxes", "ins.area");
        final List<Value> kept = g.apply("keep",
                new PanopticSelect(semantic, things, max, (float) config.objectMaskThr(), (float) config.affinityThr()),
                PanopticSelect.RESULTS,
                v.get("logits"), stage.rowMax(), request);
        outputs(g, kept, "pan.query", "pan.label", "pan.score", "pan.count");
        outputs(g,
                g.apply("paint", new PanopticMerge(things, config.numClasses(), max, config.iouThr(), config.filterLowScore()),
                        PanopticMerge.RESULTS, kept.get(0), kept.get(1),
                        kept.get(3), stage.selected(), v.get("planes"), request),
                "pan.segments", "pan.segment_count", "pan.map", "pan.semantic");
    }

    private static void outputs(GraphBuilder g, List<Value> values, String... names) {
        for (int i = 0; i < names.length; i++) {
            g.output(names[i], values.get(i));
        }
    }

    private static HostTensor request(KernelGolden golden, int patches, int queries, int height, int width) {
        final int[] record = new int[RequestRecordDescriptor.WORDS];
        record[RequestRecordDescriptor.PATCHES] = patches;
        record[RequestRecordDescriptor.QUERIES] = queries;
        record[RequestRecordDescriptor.HEIGHT] = height;
        record[RequestRecordDescriptor.WIDTH] = width;
        record[RequestRecordDescriptor.WORDS_PER_ROW] = BitPlane.wordsPerRow(width);
        record[RequestRecordDescriptor.WORDS_PER_PLANE] = BitPlane.wordsPerPlane(width, height);
        final JsonNode factors = golden.file().json("scale_factor");
        final JsonNode network = golden.file().json("img_shape");
        record[RequestRecordDescriptor.SCALE_X] = Float.floatToRawIntBits((float) factors.get(0).asDouble());
        record[RequestRecordDescriptor.SCALE_Y] = Float.floatToRawIntBits((float) factors.get(1).asDouble());
        record[RequestRecordDescriptor.NETWORK_WIDTH] = Float.floatToRawIntBits(network.get(1).asInt());
        record[RequestRecordDescriptor.NETWORK_HEIGHT] = Float.floatToRawIntBits(network.get(0).asInt());
        return HostTensor.ofInts(TensorShape.of(record.length), record);
    }
}
