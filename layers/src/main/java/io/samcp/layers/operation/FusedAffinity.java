package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.affinity.AffinityKernel;
import io.samcp.kernels.affinity.AffinityStageKernel;
import io.samcp.kernels.affinity.FusedAffinityKernel;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link Affinity} and the {@link AffinityStage} that follows, in one launch. Operands: those of the affinity, q and k in 16 bits if the
 * precision has so many; then patch-padding words and boxes. Results: logits, then those of the stage.
 *
 * @param precision of q and k
 * @param affinity the first part
 * @param stage the second part
 */
public record FusedAffinity(Precision precision, Affinity affinity, AffinityStage stage) implements Operation {

    /** Results: logits, blocked, selected, merged boxes, row maxima. */
    public static final int RESULTS = 5;

    private static final int PREVIOUS = 10;
    private static final int PADDING = 11;
    private static final int BOXES = 12;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final List<TensorType> results = new ArrayList<>(affinity.infer(inputs.subList(0, PADDING), dims));
        results.addAll(stage.infer(List.copyOf(results), dims));
        return results;
    }

    @Override
    public void lower(Lowering to) {
        final AffinityKernel.Shape logits = new AffinityKernel.Shape(to.input(0).dim(0), to.input(1).dim(0), affinity.heads(),
                to.input(0).dim(-1) / affinity.heads(), affinity.previous());
        final AffinityStageKernel.Shape following = new AffinityStageKernel.Shape(logits.queries(), logits.patches(), stage.threshold(),
                stage.scaled(), 0, 0, to.dims().get(Symbols.WIDTH), to.dims().get(Symbols.HEIGHT), false,
                stage.padded() ? to.dims().get(Symbols.BATCH_PATCHES) : 0);
        final List<DeviceBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < PREVIOUS; i++) {
            buffers.add(to.input(i).buffer());
        }
        buffers.add(affinity.previous() ? to.input(PREVIOUS).buffer() : to.unused());
        buffers.add(to.input(PADDING).buffer());
        buffers.add(to.input(BOXES).buffer());
        for (int i = 0; i < RESULTS; i++) {
            buffers.add(to.output(i).buffer());
        }
        buffers.add(to.unused());
        to.kernel(FusedAffinityKernel.best(precision), new FusedAffinityKernel.Shape(logits, following),
                buffers.toArray(DeviceBuffer[]::new));
    }
}
