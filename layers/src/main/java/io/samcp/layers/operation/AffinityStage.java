package io.samcp.layers.operation;

import io.samcp.kernels.affinity.AffinityStageKernel;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.GraphBuilder;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.graph.Value;
import java.util.List;

/**
 * What follows from a stage's affinity (SPEC 13.1 to 13.3): rows of sigmoids scaled to 0..1, mask bits for the next stage, selected
 * patches and their merged box. Operands: logits {@code [Q, N]}, patch-padding words, boxes {@code [N, 4]}.
 *
 * @param threshold below it a patch is blocked, above it selected
 * @param scaled whether the sigmoids of a row are scaled to 0..1 before they are compared
 * @param padded whether the padding patches of a padded batch are compared too (SPEC 16)
 */
public record AffinityStage(float threshold, boolean scaled, boolean padded) implements Operation {

    /** What the decoder compares with, whatever the configuration says about merging (SPEC 13). */
    public static final float DECODER_THRESHOLD = 0.5f;

    private static final int BOX = 4;
    private static final int RESULTS = 4;

    /**
     * A stage.
     *
     * @param affinity the logits it was made from {@code [Q, N]}
     * @param blocked mask words {@code [Q, ceil(N / 32)]}
     * @param selected words of selected patches {@code [Q, ceil(N / 32)]}
     * @param mergedBoxes {@code [Q, 4]}, network pixels; the whole image where nothing is selected
     * @param rowMax {@code [Q]}, largest sigmoid of the row
     */
    public record Result(Value affinity, Value blocked, Value selected, Value mergedBoxes, Value rowMax) {}

    /** Adds a stage to a graph. */
    public Result apply(GraphBuilder g, String label, Value affinity, Value patchPadding, Value patchBoxes) {
        final List<Value> results = g.apply(label, this, RESULTS, affinity, patchPadding, patchBoxes);
        return new Result(affinity, results.get(0), results.get(1), results.get(2), results.get(3));
    }

    /** The stage after a decoder layer. */
    public static AffinityStage ofDecoder(boolean padded) {
        return new AffinityStage(DECODER_THRESHOLD, true, padded);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final int queries = inputs.getFirst().shape().dim(0);
        final int words = (inputs.getFirst().shape().dim(1) + Integer.SIZE - 1) / Integer.SIZE;
        return List.of(TensorType.s32(queries, words), TensorType.s32(queries, words), TensorType.f32(queries, BOX),
                TensorType.f32(queries));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new AffinityStageKernel(AffinityStageKernel.BEST),
                new AffinityStageKernel.Shape(to.input(0).dim(0), to.input(0).dim(1), threshold, scaled, 0, 0, to.dims().get(Symbols.WIDTH),
                        to.dims().get(Symbols.HEIGHT), false, padded ? to.dims().get(Symbols.BATCH_PATCHES) : 0),
                to.input(0).buffer(), to.input(1).buffer(), to.input(2).buffer(), to.output(0).buffer(), to.output(1).buffer(),
                to.output(2).buffer(), to.output(3).buffer(), to.unused());
    }
}
