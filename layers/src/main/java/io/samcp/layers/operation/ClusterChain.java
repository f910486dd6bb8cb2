package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.ClusterChainKernel;
import io.samcp.kernels.feedforward.ClusterChainKernel.Projection;
import io.samcp.kernels.feedforward.Results;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.TensorShape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What needs nothing of other rows between two attentions: {@link ProjectNorm}, {@link FeedForward} and up to two products of their rows, on
 * clusters; in place of an attention {@link PackedBoxEncoding}. Operands: a in 16 bits, or boxes and periods; with a projection w0, b0, residual if there is one, weight and bias of the norm; with a feed-forward w1,
 * b1, w2, b2, residual if there is one and no projection, weight and bias of its norm if there is one; position if results or the product of
 * rows plus position need it; weight and bias of that product, weight and bias of the product of rows; the request record if rows are
 * counted. Results in the order y, y16, yp, yp16, product of rows plus position, product of rows, as far as they are written.
 *
 * @param precision BF16 or FP16
 * @param boxes whether and how a is made of boxes
 * @param projection the first part, if there is one
 * @param feed the second part, if there is one
 * @param results which rows are written
 * @param positioned whether there is a product of rows plus position
 * @param plain whether there is a product of rows
 * @param counted whether rows that the request has no patch or query for may be left out: 32 such rows together are 0
 */
public record ClusterChain(Precision precision, Optional<Boxes> boxes, Optional<Projection> projection, Optional<Feed> feed,
        Results results, boolean positioned, boolean plain, boolean counted) implements Operation {

    /**
     * Boxes that are encoded.
     *
     * @param corners whether they are (x1, y1, x2, y2) in network pixels
     */
    public record Boxes(boolean corners) {}

    /**
     * Two layers.
     *
     * @param residual whether a residual is added: the rows of the projection if there is one
     * @param norm whether a layer norm follows
     * @param eps added to the variance
     */
    public record Feed(boolean residual, boolean norm, float eps) {}

    /** Where the operands are, in the kernel's order: those before its results of rows, and weight and bias of the products behind. */
    private record Operands(List<Integer> before, List<Integer> positioned, List<Integer> plain) {}

    private static final int WEIGHT = 2;
    private static final int WEIGHT_1 = 7;
    private static final int WEIGHT_2 = 9;
    private static final int NOT_THERE = -1;
    private static final int COORDINATES = 4;

    /** Without products behind, of all rows. */
    public ClusterChain(Precision precision, Optional<Boxes> boxes, Optional<Projection> projection, Optional<Feed> feed, Results results) {
        this(precision, boxes, projection, feed, results, false, false, false);
    }

    /** The same with other rows written, and with products behind. */
    public ClusterChain writing(Results other, boolean ofPositioned, boolean ofPlain) {
        return new ClusterChain(precision, boxes, projection, feed, other, ofPositioned, ofPlain, counted);
    }

    /** The same for the rows of a request, whose record is one more operand. */
    public ClusterChain counting() {
        return new ClusterChain(precision, boxes, projection, feed, results, positioned, plain, true);
    }

    private boolean readsPosition() {
        return results.position() || positioned;
    }

    private Operands operands() {
        final Iterator<Integer> next = IntStream.iterate(0, i -> i + 1).iterator();
        final List<Integer> before = new ArrayList<>();
        before.add(next.next());
        final boolean projects = projection.isPresent();
        final boolean feeds = feed.isPresent();
        final boolean residual0 = projection.map(Projection::residual).orElse(false);
        final boolean residual1 = !projects && feed.map(Feed::residual).orElse(false);
        final boolean norm1 = feed.map(Feed::norm).orElse(false);
        for (final boolean there : new boolean[]{boxes.isPresent(), projects, projects, residual0, projects, projects, feeds, feeds, feeds,
            feeds, residual1, norm1, norm1, readsPosition()}) {
            before.add(there ? next.next() : NOT_THERE);
        }
        return new Operands(before, pair(positioned, next), pair(plain, next));
    }

    private static List<Integer> pair(boolean there, Iterator<Integer> next) {
        return there ? List.of(next.next(), next.next()) : List.of(NOT_THERE, NOT_THERE);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final ClusterChainKernel.Shape shape = shape(inputs, dims);
        final List<TensorType> types = new ArrayList<>(NormResults.types(results, precision, shape.m(), shape.n()));
        for (final int columns : new int[]{shape.p(), shape.v()}) {
            if (columns > 0) {
                types.add(new TensorType(Packing.element(precision), TensorShape.of(shape.m(), columns)));
            }
        }
        return types;
    }

    @Override
    public void lower(Lowering to) {
        final ClusterChainKernel.Shape shape = shape(to.inputTypes(), to.dims());
        final Operands operands = operands();
        final List<DeviceBuffer> rows = NormResults.buffers(results, to);
        int next = NormResults.count(results);
        final List<DeviceBuffer> buffers = new ArrayList<>(buffers(to, operands.before()));
        buffers.addAll(rows);
        buffers.addAll(buffers(to, operands.positioned()));
        buffers.add(positioned ? to.output(next++).buffer() : to.unused());
        buffers.addAll(buffers(to, operands.plain()));
        buffers.add(plain ? to.output(next).buffer() : to.unused());
        buffers.add(counted ? AliveRows.of(to, shape.m()) : to.unused());
        to.kernel(new ClusterChainKernel(ClusterChainKernel.BEST, precision), shape, buffers.toArray(DeviceBuffer[]::new));
    }

    private static List<DeviceBuffer> buffers(Lowering to, List<Integer> operands) {
        return operands.stream().map(i -> i == NOT_THERE ? to.unused() : to.input(i).buffer()).toList();
    }

    private ClusterChainKernel.Shape shape(List<TensorType> inputs, Dimensions dims) {
        final Operands operands = operands();
        final boolean projects = projection.isPresent();
        final TensorShape first = inputs.get(operands.before().get(projects ? WEIGHT : WEIGHT_1)).shape();
        final TensorShape second = inputs.get(operands.before().get(feed.isPresent() ? WEIGHT_2 : WEIGHT)).shape();
        final int k = first.dim(-1);
        return new ClusterChainKernel.Shape(Math.toIntExact(inputs.getFirst().shape().elements() / (boxes.isPresent() ? COORDINATES : k)),
                rows(second), k,
                boxes.map(b -> new ClusterChainKernel.Boxes(b.corners(), dims.get(Symbols.OWN_WIDTH), dims.get(Symbols.OWN_HEIGHT))),
                projection, feed.map(f -> new ClusterChainKernel.FeedForward(second.dim(-1), f.residual(), f.norm(), f.eps())), results,
                columns(inputs, operands.positioned()), columns(inputs, operands.plain()), counted);
    }

    private static int rows(TensorShape weight) {
        return Math.toIntExact(weight.elements() / weight.dim(-1));
    }

    private static int columns(List<TensorType> inputs, List<Integer> product) {
        return product.getFirst() == NOT_THERE ? 0 : rows(inputs.get(product.getFirst()).shape());
    }
}
