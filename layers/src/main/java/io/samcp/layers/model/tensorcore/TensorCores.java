package io.samcp.layers.model.tensorcore;

import io.samcp.kernels.Precision;
import io.samcp.kernels.affinity.FusedAffinityKernel;
import io.samcp.layers.model.Fusion;
import io.samcp.runtime.graph.Graph;
import io.samcp.weights.ModelConfiguration;

/**
 * A graph whose products run on tensor cores. In 16 bits attention and affinities do too, with as few nodes as the taps allow, after up to six
 * passes, each over the whole graph: operations get 16-bit operands, makers of operands store them so, chains become nodes, their results
 * are stored so too, nodes of rows that need no other rows become one if there are clusters, and rows that belong to nobody are left out. In
 * TF32 operands stay f32, and the nodes are those of FP32.
 */
public final class TensorCores {

    private static final int UNIT = 8;
    private static final int MOST_CHANNELS = 256;

    private TensorCores() {}

    /** Whether the kernels take the sizes of a model. */
    public static boolean suit(ModelConfiguration config, Precision precision) {
        return switch (precision) {
            case FP32 -> false;
            case TF32 -> haveWholeUnits(config);
            case BF16, FP16 -> {
                final int head = config.embedDims() / config.numHeads();
                yield haveWholeUnits(config) && config.embedDims() <= MOST_CHANNELS && head % UNIT == 0 && Integer.bitCount(head) == 1
                        && FusedAffinityKernel.suits(config.numHeads(), head);
            }
        };
    }

    private static boolean haveWholeUnits(ModelConfiguration config) {
        return config.embedDims() % UNIT == 0 && config.ffnDims() % UNIT == 0 && config.shareAffinityFfn() % UNIT == 0
                && config.roiMlpHidden() % UNIT == 0;
    }

    /** Affinities and their stages in one node each, all in f32, where the kernel takes the heads; nothing else changes, not a bit of a result. */
    public static Graph fusedStages(ModelConfiguration config, Graph graph) {
        final GraphEdit edit = new GraphEdit(graph);
        fuseStages(config, edit);
        return edit.build(graph.name());
    }

    private static void fuseStages(ModelConfiguration config, GraphEdit edit) {
        if (FusedAffinityKernel.suits(config.numHeads(), config.embedDims() / config.numHeads())) {
            new FusedStages(edit, Precision.FP32).apply();
        }
    }

    /**
     * The graph in a precision.
     *
     * @param precision one whose kernels {@link #suit} the model
     * @param fusion at least {@link Fusion#TENSOR_CORES}
     */
    public static Graph of(ModelConfiguration config, Graph graph, Precision precision, Fusion fusion) {
        final GraphEdit edit = new GraphEdit(graph);
        if (precision.isHalf()) {
            new TensorOperations(edit, precision).apply();
            new Packings(edit, false).apply();
            new Chains(edit, precision).apply();
            new Packings(edit, true).apply();
            if (fusion == Fusion.CLUSTERS && ClusterChains.suit(config)) {
                new ClusterChains(edit).apply();
            }
            new CountedRows(edit).apply();
        } else {
            new FloatProducts(edit).apply();
            fuseStages(config, edit);
        }
        return edit.build(graph.name() + " on tensor cores");
    }
}
