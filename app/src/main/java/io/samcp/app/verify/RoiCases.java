package io.samcp.app.verify;

import io.samcp.layers.operation.MaskRoiAlign;
import io.samcp.layers.operation.RoiLevel;
import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.runtime.tensor.TensorShape;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RoIAlign on one level and on four. */
final class RoiCases {

    private static final int BINS = 49;
    private static final float FINEST = 56;
    private static final float FIRST_SCALE = 0.25f;

    private RoiCases() {}

    static void single(OperationRunner runner, KernelGolden golden) {
        final float scale = Float.parseFloat(golden.text("scale"));
        final int ratio = Integer.parseInt(golden.text("sampling_ratio"));
        final Map<String, HostTensor> inputs = new LinkedHashMap<>();
        inputs.put("boxes", golden.tensor("boxes"));
        inputs.put("mask", mask(golden.floats("mask7")));
        inputs.put("map", channelsLast(golden.tensor("feat")));
        final Map<String, MaskRoiAlign.Fill> outputs = Map.of("roi", MaskRoiAlign.Fill.OFF, "masked_zero", MaskRoiAlign.Fill.ZERO,
                "masked_mean", MaskRoiAlign.Fill.MEAN);
        final Map<String, HostTensor> results = runner.run(inputs, Map.of(), (g, v) -> outputs.forEach((name, fill) -> g.output(name,
                g.apply(name, new MaskRoiAlign(fill, ratio, scale, FINEST), v.get("boxes"), v.get("mask"), v.get("map")))));
        for (final String name : List.of("roi", "masked_zero", "masked_mean")) {
            golden.checkFloats(name, channelsFirst(results.get(name)));
        }
    }

    static void levels(OperationRunner runner, KernelGolden golden) {
        final Map<String, HostTensor> inputs = new LinkedHashMap<>();
        inputs.put("boxes", golden.tensor("boxes"));
        inputs.put("mask", mask(new float[golden.shape("boxes")[0] * BINS]));
        for (int i = 2; i <= 5; i++) {
            inputs.put("p" + i, channelsLast(golden.tensor("p" + i)));
        }
        final Map<String, HostTensor> results = runner.run(inputs, Map.of(), (g, v) -> {
            g.output("roi", g.apply("roi", new MaskRoiAlign(MaskRoiAlign.Fill.OFF, 0, FIRST_SCALE, FINEST), v.get("boxes"), v.get("mask"),
                    v.get("p2"), v.get("p3"), v.get("p4"), v.get("p5")));
            g.output("level", g.apply("level", new RoiLevel(FINEST, 4), v.get("boxes")));
        });
        golden.checkInts("level", results.get("level").toInts());
        golden.checkFloats("roi", channelsFirst(results.get("roi")));
    }

    private static HostTensor mask(float[] cells) {
        final byte[] bytes = new byte[cells.length];
        for (int i = 0; i < cells.length; i++) {
            bytes[i] = (byte) cells[i];
        }
        return new HostTensor(ElementType.U8, TensorShape.of(cells.length / BINS, BINS), MemorySegment.ofArray(bytes));
    }

    /** {@code [c, h, w]} to {@code [h, w, c]}. */
    private static HostTensor channelsLast(HostTensor map) {
        final int channels = map.shape().dim(0);
        final int cells = map.shape().dim(1) * map.shape().dim(2);
        final float[] from = map.toFloats();
        final float[] to = new float[from.length];
        for (int c = 0; c < channels; c++) {
            for (int at = 0; at < cells; at++) {
                to[at * channels + c] = from[c * cells + at];
            }
        }
        return HostTensor.ofFloats(TensorShape.of(map.shape().dim(1), map.shape().dim(2), channels), to);
    }

    /** {@code [n, 49, c]} to {@code [n, c, 49]}. */
    private static float[] channelsFirst(HostTensor rows) {
        final int n = rows.shape().dim(0);
        final int channels = rows.shape().dim(2);
        final float[] from = rows.toFloats();
        final float[] to = new float[from.length];
        for (int i = 0; i < n; i++) {
            for (int bin = 0; bin < BINS; bin++) {
                for (int c = 0; c < channels; c++) {
                    to[(i * channels + c) * BINS + bin] = from[(i * BINS + bin) * channels + c];
                }
            }
        }
        return to;
    }
}
