package io.samcp.app.verify;

import io.samcp.layers.inference.Trace;
import io.samcp.layers.result.Instance;
import io.samcp.layers.result.Segment;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Results of a forward pass in the goldens' layouts: channels before rows and columns, RoI channels before bins, bits spread out to one
 * value each, the padding of the bucket cut off.
 */
final class CaseOutputs {

    private static final int BINS = 49;
    private static final int SEGMENT_FIELDS = 5;
    private static final int BOX = 4;

    private final Trace trace;
    private final int patches;
    private final int queries;
    private final int ownPatches;

    /**
     * @param patches columns of an affinity
     * @param queries its rows
     * @param ownPatches patches of the image; fewer than columns only in a padded batch
     */
    CaseOutputs(Trace trace, int patches, int queries, int ownPatches) {
        this.trace = trace;
        this.patches = patches;
        this.queries = queries;
        this.ownPatches = ownPatches;
    }

    boolean has(String tensor) {
        return trace.tensors().containsKey(tensor);
    }

    /**
     * Floats of a tapped tensor.
     *
     * @param tensor its name, without suffix
     * @param elements how many the golden has
     */
    double[] floats(String tensor, int elements) {
        if (tensor.equals("fpn.p6")) {
            return everySecond("fpn.p5");
        }
        if (tensor.startsWith("backbone.") || tensor.startsWith("fpn.")) {
            return channelsFirst(tensor);
        }
        if (tensor.startsWith("roi.")) {
            return roi(tensor, elements);
        }
        if (tensor.endsWith(".affinity")) {
            return columns(tensor, patches);
        }
        final String tap = tensor.equals("dec.in.query.semantic") ? "dec.in.query" : tensor;
        final float[] all = tapped(tap).toFloats();
        final double[] out = new double[Math.min(elements, all.length)];
        for (int i = 0; i < out.length; i++) {
            out[i] = all[i];
        }
        return out;
    }

    /** Bits of a tapped tensor of words, one value each, {@code [queries, columns]}. */
    int[] bits(String tensor) {
        final int columns = tensor.equals("dec.in.self_blocked") ? queries : patches;
        final HostTensor words = trace.tensors().get(tensor);
        final int[] out = new int[queries * columns];
        if (words == null) {
            return out; // no mask: nothing is blocked
        }
        final int[] values = words.toInts();
        final int perRow = words.shape().dim(1);
        for (int r = 0; r < queries; r++) {
            for (int c = 0; c < columns; c++) {
                out[r * columns + c] = values[r * perRow + (c >> 5)] >>> (c & 31) & 1;
            }
        }
        return out;
    }

    int[] ints(String tensor, int elements) {
        if (tensor.equals("patch.pad")) {
            final int[] words = tapped(tensor).toInts();
            return IntStream.range(0, patches).map(n -> words[n >> 5] >>> (n & 31) & 1).toArray();
        }
        final int[] all = tapped(tensor).toInts();
        return Arrays.copyOf(all, Math.min(elements, all.length));
    }

    private HostTensor tapped(String tensor) {
        final HostTensor found = trace.tensors().get(tensor);
        if (found == null) {
            throw new IllegalArgumentException("the model has no tensor of this name");
        }
        return found;
    }

    double[] instanceFloats(String field) {
        return switch (field) {
            case "scores" -> instances(Instance::score);
            case "boxes" -> boxes();
            default -> throw new IllegalArgumentException(field);
        };
    }

    int[] instanceInts(String field) {
        return switch (field) {
            case "labels" -> instanceInts(Instance::label);
            case "query" -> instanceInts(Instance::query);
            case "mask_area" -> instanceInts(Instance::area);
            case "patches" -> patchBits();
            default -> throw new IllegalArgumentException(field);
        };
    }

    int[] panopticInts(String field) {
        return switch (field) {
            case "map" -> segmentation().panoptic().values();
            case "semantic" -> segmentation().semantic().values();
            case "kept_query" -> kept("pan.query");
            case "kept_label" -> kept("pan.label");
            case "segments" -> segments();
            default -> throw new IllegalArgumentException(field);
        };
    }

    double[] keptScores() {
        return floats("pan.score", trace.tensors().get("pan.count").toInts()[0]);
    }

    private int[] kept(String output) {
        return ints(output, trace.tensors().get("pan.count").toInts()[0]);
    }

    private Segmentation segmentation() {
        return trace.segmentation();
    }

    private double[] instances(ToDoubleFunction<Instance> field) {
        return segmentation().instances().stream().mapToDouble(field).toArray();
    }

    private int[] instanceInts(ToIntFunction<Instance> field) {
        return segmentation().instances().stream().mapToInt(field).toArray();
    }

    private double[] boxes() {
        final List<Instance> instances = segmentation().instances();
        final double[] out = new double[BOX * instances.size()];
        for (int k = 0; k < instances.size(); k++) {
            out[BOX * k] = instances.get(k).box().x1();
            out[BOX * k + 1] = instances.get(k).box().y1();
            out[BOX * k + 2] = instances.get(k).box().x2();
            out[BOX * k + 3] = instances.get(k).box().y2();
        }
        return out;
    }

    private int[] patchBits() {
        final List<Instance> instances = segmentation().instances();
        final int[] out = new int[ownPatches * instances.size()];
        for (int k = 0; k < instances.size(); k++) {
            for (int n = 0; n < ownPatches; n++) {
                out[k * ownPatches + n] = instances.get(k).patches().get(n) ? 1 : 0;
            }
        }
        return out;
    }

    private int[] segments() {
        final List<Segment> segments = segmentation().segments();
        final int[] out = new int[SEGMENT_FIELDS * segments.size()];
        for (int i = 0; i < segments.size(); i++) {
            final Segment s = segments.get(i);
            final int[] fields = {s.query(), s.label(), s.instanceId(), s.ownedArea(), s.maskArea()};
            System.arraycopy(fields, 0, out, SEGMENT_FIELDS * i, SEGMENT_FIELDS);
        }
        return out;
    }

    /** {@code [h, w, c]} to {@code [c, h, w]}. */
    private double[] channelsFirst(String tensor) {
        final HostTensor map = trace.tensors().get(tensor);
        final int cells = map.shape().dim(0) * map.shape().dim(1);
        final int channels = map.shape().dim(2);
        final float[] from = map.toFloats();
        final double[] out = new double[from.length];
        for (int at = 0; at < cells; at++) {
            for (int c = 0; c < channels; c++) {
                out[c * cells + at] = from[at * channels + c];
            }
        }
        return out;
    }

    /** p6: every second cell of p5 (SPEC 3.4). */
    private double[] everySecond(String tensor) {
        final HostTensor map = trace.tensors().get(tensor);
        final int h = map.shape().dim(0);
        final int w = map.shape().dim(1);
        final int channels = map.shape().dim(2);
        final double[] all = channelsFirst(tensor);
        final int rows = Math.ceilDiv(h, 2);
        final int columns = Math.ceilDiv(w, 2);
        final double[] out = new double[channels * rows * columns];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    out[(c * rows + y) * columns + x] = all[(c * h + 2 * y) * w + 2 * x];
                }
            }
        }
        return out;
    }

    /** {@code [n, 49, c]} to {@code [n, c, 49]}, first rows only. */
    private double[] roi(String tensor, int elements) {
        final HostTensor rows = trace.tensors().get(tensor);
        final int channels = rows.shape().dim(2);
        final float[] from = rows.toFloats();
        final double[] out = new double[elements];
        for (int i = 0; i < elements; i++) {
            final int n = i / (channels * BINS);
            final int c = i / BINS % channels;
            out[i] = from[(n * BINS + i % BINS) * channels + c];
        }
        return out;
    }

    private double[] columns(String tensor, int columns) {
        final HostTensor matrix = trace.tensors().get(tensor);
        final int stride = matrix.shape().dim(1);
        final float[] from = matrix.toFloats();
        final double[] out = new double[queries * columns];
        for (int r = 0; r < queries; r++) {
            for (int c = 0; c < columns; c++) {
                out[r * columns + c] = from[r * stride + c];
            }
        }
        return out;
    }
}
