package io.samcp.layers.model.tensorcore;

import io.samcp.kernels.Precision;
import io.samcp.kernels.affinity.FusedAffinityKernel;
import io.samcp.runtime.graph.Graph;
import io.samcp.weights.ModelConfiguration;

/**
 * A graph whose products, attention and affinities run on tensor cores, with as few nodes as its taps allow. Four passes, each over the whole
 * graph: operations get 16-bit operands, makers of operands store them so, chains become nodes, and their results are stored so too.
 */
public final class TensorCores {

    private static final int UNIT = 8;
    private static final int MOST_CHANNELS = 256;

    private TensorCores() {}

    /** Whether the kernels take the sizes of a model. */
    public static boolean suit(ModelConfiguration config, Precision precision) {
        final int head = config.embedDims() / config.numHeads();
        return precision.isHalf() && config.embedDims() % UNIT == 0
                && config.embedDims() <= MOST_CHANNELS && config.ffnDims() % UNIT == 0 && config.shareAffinityFfn() % UNIT == 0
                && config.roiMlpHidden() % UNIT == 0 && head % UNIT == 0 && Integer.bitCount(head) == 1
                && FusedAffinityKernel.suits(config.numHeads(), head);
    }

    /** Affinities and their stages in one node each, all in f32, where the kernel takes the heads; nothing else changes, not a bit of a result. */
    public static Graph fusedStages(ModelConfiguration config, Graph graph) {
        if (!FusedAffinityKernel.suits(config.numHeads(), config.embedDims() / config.numHeads())) {
            return graph;
        }
        final GraphEdit edit = new GraphEdit(graph);
        new FusedStages(edit, Precision.FP32).apply();
        return edit.build(graph.name());
    }

    /**
     * The graph in a precision.
     *
     * @param precision one whose kernels {@link #suit} the model
     */
    public static Graph of(Graph graph, Precision precision) {
        final GraphEdit edit = new GraphEdit(graph);
        new TensorOperations(edit, precision).apply();
        new Packings(edit).apply();
        new Chains(edit, precision).apply();
        new Packings(edit).apply();
        return edit.build(graph.name() + " on tensor cores");
    }
}
