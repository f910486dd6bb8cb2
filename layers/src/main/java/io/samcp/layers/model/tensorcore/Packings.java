package io.samcp.layers.model.tensorcore;

import io.samcp.kernels.feedforward.Results;
import io.samcp.layers.operation.BoxEncoding;
import io.samcp.layers.operation.BoxNormalise;
import io.samcp.layers.operation.FeedForward;
import io.samcp.layers.operation.LayerNorm;
import io.samcp.layers.operation.MaskRoiAlign;
import io.samcp.layers.operation.MaskRoiAlign16;
import io.samcp.layers.operation.PackedBoxEncoding;
import io.samcp.layers.operation.PackedLayerNorm;
import io.samcp.layers.operation.Packing;
import io.samcp.layers.operation.ProjectNorm;
import io.samcp.layers.operation.TensorAttention;
import io.samcp.layers.operation.TensorGemm;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The second and the fourth pass: nodes that can store their results in 16 bits do so, in place of a node that packs them. Layer norms only in the
 * fourth, when those that become part of a chain have done so.
 */
final class Packings {

    private static final int Y = 0;
    private static final int YP = 2;
    private static final int YP16 = 3;
    private static final int RESULTS = 4;

    private final GraphEdit edit;
    private final boolean norms;

    /** @param norms whether layer norms store 16 bits too */
    Packings(GraphEdit edit, boolean norms) {
        this.edit = edit;
        this.norms = norms;
    }

    void apply() {
        for (final Node node : edit.nodes()) {
            if (node.operation() instanceof Packing packing) {
                if (packing.adds()) {
                    sum(node);
                } else {
                    one(node, packing);
                }
            }
        }
    }

    private void one(Node node, Packing packing) {
        final Value value = node.inputs().getFirst();
        final Node maker = edit.maker(value);
        if (maker == null) {
            return;
        }
        final boolean otherwise = edit.uses(value) > 1;
        final Value half = node.outputs().getFirst();
        switch (maker.operation()) {
            case TensorGemm gemm when !gemm.half() ->
                store(node, maker, gemm.storing(otherwise, true), otherwise ? List.of(value, half) : List.of(half));
            case TensorAttention a when !a.half() ->
                store(node, maker, a.storing(otherwise, true), otherwise ? List.of(value, half) : List.of(half));
            case MaskRoiAlign align when !otherwise && align.fill() != MaskRoiAlign.Fill.MEAN -> store(node, maker,
                    new MaskRoiAlign16(packing.precision(), align), List.of(half));
            case BoxEncoding encoding when !otherwise && encoding.features() % 2 == 0 -> encode(node, maker, encoding, packing, half);
            case LayerNorm norm when norms -> {
                final Value[] results = spread(new Results(true, false, norm.position(), false), maker.outputs());
                final Results wanted = alsoPacked(results, value, half, otherwise);
                store(node, maker, new PackedLayerNorm(packing.precision(), wanted, norm.eps()), gathered(results));
            }
            case PackedLayerNorm norm -> {
                final Value[] results = spread(norm.results(), maker.outputs());
                final Results wanted = alsoPacked(results, value, half, otherwise);
                store(node, maker, new PackedLayerNorm(norm.precision(), wanted, norm.eps()), gathered(results));
            }
            case ProjectNorm norm -> {
                final Value[] results = spread(norm.results(), maker.outputs());
                final Results wanted = alsoPacked(results, value, half, otherwise);
                store(node, maker, new ProjectNorm(norm.precision(), norm.residual(), wanted, norm.eps()), gathered(results));
            }
            case FeedForward chain -> {
                final Value[] results = spread(chain.results(), maker.outputs());
                final Results wanted = alsoPacked(results, value, half, otherwise);
                store(node, maker, chain.writing(wanted), gathered(results));
            }
            default -> {
                // stays a node of its own
            }
        }
    }

    /** From the corners where the graph has them, so that no launch stands between them and the encoding. */
    private void encode(Node node, Node maker, BoxEncoding encoding, Packing packing, Value half) {
        final Node before = edit.maker(maker.inputs().getFirst());
        final boolean corners = before != null && before.operation() instanceof BoxNormalise;
        final List<Value> inputs = new ArrayList<>(maker.inputs());
        if (corners) {
            inputs.set(0, before.inputs().getFirst());
        }
        edit.remove(node);
        edit.replace(maker,
                GraphEdit.node(maker, new PackedBoxEncoding(packing.precision(), encoding.features(), corners), inputs, List.of(half)));
    }

    /** A sum whose second part a chain makes: the first part is its position. */
    private void sum(Node node) {
        final Value x = node.inputs().get(0);
        final Value addend = node.inputs().get(1);
        final Node maker = edit.maker(addend);
        if (maker == null || !(maker.operation() instanceof FeedForward chain) || chain.results().position()
                || !edit.isThereBefore(x, maker)) {
            return;
        }
        final Value[] results = spread(chain.results(), maker.outputs());
        results[YP16] = node.outputs().getFirst();
        if (edit.uses(addend) == 1) {
            results[Y] = null;
        }
        final List<Value> inputs = new ArrayList<>(maker.inputs());
        inputs.add(x);
        edit.remove(node);
        edit.replace(maker, GraphEdit.node(maker, chain.writing(results(results)), inputs, gathered(results)));
    }

    private void store(Node packing, Node maker, Operation operation, List<Value> outputs) {
        edit.remove(packing);
        edit.replace(maker, GraphEdit.node(maker, operation, maker.inputs(), outputs));
    }

    /** The packed result beside the one it is made from, or in its place. */
    private static Results alsoPacked(Value[] results, Value value, Value half, boolean otherwise) {
        final int at = value.equals(results[Y]) ? Y : YP;
        results[at + 1] = half;
        if (!otherwise) {
            results[at] = null;
        }
        return results(results);
    }

    /** Which of y, y16, yp, yp16 are there. */
    static Results results(Value[] values) {
        return new Results(values[Y] != null, values[Y + 1] != null, values[YP] != null, values[YP16] != null);
    }

    /** Results at the places of y, y16, yp, yp16; null: not written. */
    static Value[] spread(Results results, List<Value> outputs) {
        final boolean[] written = {results.y(), results.y16(), results.yp(), results.yp16()};
        final Value[] values = new Value[RESULTS];
        int next = 0;
        for (int i = 0; i < RESULTS; i++) {
            if (written[i]) {
                values[i] = outputs.get(next++);
            }
        }
        return values;
    }

    private static List<Value> gathered(Value[] values) {
        return Arrays.stream(values).filter(value -> value != null).toList();
    }
}
