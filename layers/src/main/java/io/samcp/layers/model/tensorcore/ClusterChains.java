package io.samcp.layers.model.tensorcore;

import io.samcp.kernels.feedforward.ClusterChainKernel.Projection;
import io.samcp.kernels.feedforward.Results;
import io.samcp.layers.operation.ClusterChain;
import io.samcp.layers.operation.FeedForward;
import io.samcp.layers.operation.PackedBoxEncoding;
import io.samcp.layers.operation.ProjectNorm;
import io.samcp.layers.operation.TensorAttention;
import io.samcp.layers.operation.TensorGemm;
import io.samcp.runtime.graph.Node;
import io.samcp.runtime.graph.Value;
import io.samcp.weights.ModelConfiguration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The fifth pass, if there are clusters: a projection with its norm, the feed-forward of its rows, and the products that make operands of the
 * next attention become one node; so does the encoding of boxes with the position network behind it. What somebody else reads in between keeps nodes apart.
 */
final class ClusterChains {

    private static final int MOST_CHANNELS = 256;
    private static final int MOST_PROJECTED = 1024;
    private static final int MOST_HIDDEN = 2048;
    private static final int Y16 = 1;
    private static final int YP16 = 3;

    /** Operands of a feed-forward up to its second bias. */
    private static final int WEIGHTS = 5;

    private final GraphEdit edit;

    ClusterChains(GraphEdit edit) {
        this.edit = edit;
    }

    /** Whether the kernel takes the sizes of a model; box encodings are twice as wide as rows. */
    static boolean suit(ModelConfiguration config) {
        return config.embedDims() <= MOST_CHANNELS && config.roiMlpHidden() <= MOST_PROJECTED && config.ffnDims() <= MOST_HIDDEN
                && config.shareAffinityFfn() <= MOST_HIDDEN;
    }

    void apply() {
        for (final Node node : edit.nodes()) {
            if (node.operation() instanceof FeedForward feed) {
                feedForward(node, feed);
            }
        }
        for (final Node node : edit.nodes()) {
            if (node.operation() instanceof ProjectNorm norm) {
                chain(node, new ClusterChain(norm.precision(), Optional.empty(), projection(norm), Optional.empty(), norm.results()),
                        node.inputs());
            }
        }
    }

    private static Optional<Projection> projection(ProjectNorm norm) {
        return Optional.of(new Projection(norm.residual(), norm.eps()));
    }

    private void feedForward(Node node, FeedForward feed) {
        final Optional<ClusterChain.Feed> part = Optional.of(new ClusterChain.Feed(feed.residual(), feed.norm(), feed.eps()));
        final Node before = edit.maker(node.inputs().getFirst());
        if (before != null && before.operation() instanceof ProjectNorm norm
                && norm.results().equals(new Results(feed.residual(), true, false, false)) && isForAlone(before, node, feed)) {
            final List<Value> inputs = new ArrayList<>(before.inputs());
            inputs.addAll(node.inputs().subList(1, WEIGHTS));
            inputs.addAll(node.inputs().subList(feed.residual() ? WEIGHTS + 1 : WEIGHTS, node.inputs().size()));
            edit.remove(before);
            chain(node, new ClusterChain(feed.precision(), Optional.empty(), projection(norm), part, feed.results()), inputs);
        } else if (before != null && before.operation() instanceof PackedBoxEncoding encoding
                && edit.uses(before.outputs().getFirst()) == 1) {
            final List<Value> inputs = new ArrayList<>(before.inputs());
            inputs.addAll(node.inputs().subList(1, node.inputs().size()));
            edit.remove(before);
            chain(node, new ClusterChain(feed.precision(), Optional.of(new ClusterChain.Boxes(encoding.corners())), Optional.empty(), part,
                    feed.results()), inputs);
        } else {
            chain(node, new ClusterChain(feed.precision(), Optional.empty(), Optional.empty(), part, feed.results()), node.inputs());
        }
    }

    /** Whether the rows of a projection go to this feed-forward only: as its operand, and as its residual if it has one. */
    private boolean isForAlone(Node before, Node node, FeedForward feed) {
        return before.outputs().stream().allMatch(v -> edit.uses(v) == 1)
                && (!feed.residual() || node.inputs().get(WEIGHTS).equals(before.outputs().getFirst()));
    }

    /** Puts a chain in the place of a node, with the products behind it. */
    private void chain(Node node, ClusterChain chain, List<Value> operands) {
        final Value[] rows = Packings.spread(chain.results(), node.outputs());
        final Optional<Node> positioned = productOf(rows[YP16]);
        final Optional<Node> plain = productOf(rows[Y16]);
        final List<Value> inputs = new ArrayList<>(operands);
        final List<Value> products = new ArrayList<>();
        positioned.ifPresent(product -> append(product, rows, YP16, inputs, products));
        plain.ifPresent(product -> append(product, rows, Y16, inputs, products));
        final List<Value> outputs = new ArrayList<>(Arrays.stream(rows).filter(Objects::nonNull).toList());
        outputs.addAll(products);
        edit.replace(node, GraphEdit.node(node, chain.writing(Packings.results(rows), positioned.isPresent(), plain.isPresent()), inputs,
                outputs));
    }

    /** Weight and bias of a product become operands, and its result one of the chain's; the rows it read are written only for others. */
    private void append(Node product, Value[] rows, int operand, List<Value> inputs, List<Value> products) {
        inputs.addAll(product.inputs().subList(1, 3));
        products.addAll(product.outputs());
        if (edit.uses(rows[operand]) == 1) {
            rows[operand] = null;
        }
        edit.remove(product);
    }

    /** The one product with a bias that makes operands of attention from these rows, and nothing else; none if there are several. */
    private Optional<Node> productOf(Value rows) {
        if (rows == null) {
            return Optional.empty();
        }
        final List<Node> products = edit.nodes().stream()
                .filter(n -> n.operation() instanceof TensorGemm gemm && gemm.bias() && !gemm.residual() && !gemm.relu() && !gemm.single()
                        && n.inputs().getFirst().equals(rows) && isForAttention(n.outputs().getFirst()))
                .toList();
        return products.size() == 1 ? Optional.of(products.getFirst()) : Optional.empty();
    }

    private boolean isForAttention(Value value) {
        return edit.nodes().stream().filter(n -> n.inputs().contains(value)).allMatch(n -> n.operation() instanceof TensorAttention);
    }
}
