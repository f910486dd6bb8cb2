package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.FeedForwardGroupKernel;
import io.samcp.kernels.feedforward.FeedForwardKernel;
import io.samcp.kernels.feedforward.Results;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.ElementType;
import io.samcp.runtime.tensor.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Two linear layers with ReLU between, and what follows: {@code [LN](w2 relu(w1 a + b1) + b2 + residual)}, and the same plus a position.
 * Operands: a, w1 in 16 bits, b1, w2 in 16 bits, b2, residual if there is one, weight and bias of the norm if there is one, position if
 * {@code results} need it, the request record if rows are counted. Results in the order y, y16, yp, yp16 as far as they are written.
 *
 * @param precision BF16 or FP16
 * @param residual whether a residual is added
 * @param norm whether a layer norm follows
 * @param results what is written
 * @param eps added to the variance
 * @param counted whether rows that the request has no patch or query for may be left out: sixteen such rows together are 0
 */
public record FeedForward(Precision precision, boolean residual, boolean norm, Results results, float eps,
        boolean counted) implements Operation {

    private static final int RESIDUAL = 5;
    /** Of one chain. */
    private static final int BUFFERS = 16;

    /** With all rows. */
    public FeedForward(Precision precision, boolean residual, boolean norm, Results results, float eps) {
        this(precision, residual, norm, results, eps, false);
    }

    /** The same with other results. */
    public FeedForward writing(Results other) {
        return new FeedForward(precision, residual, norm, other, eps, counted);
    }

    /** The same for the rows of a request, whose record is one more operand. */
    public FeedForward counting() {
        return new FeedForward(precision, residual, norm, results, eps, true);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final FeedForwardKernel.Shape shape = shape(inputs);
        return NormResults.types(results, precision, shape.m(), shape.n());
    }

    @Override
    public List<TensorType> scratch(List<TensorType> inputs, Dimensions dims) {
        return bytes(shape(inputs).scratchBytes());
    }

    @Override
    public List<TensorType> state(List<TensorType> inputs, Dimensions dims) {
        return bytes(shape(inputs).counterBytes());
    }

    private static List<TensorType> bytes(long count) {
        return count == 0 ? List.of() : List.of(new TensorType(ElementType.U8, TensorShape.of(Math.toIntExact(count))));
    }

    @Override
    public void lower(Lowering to) {
        final FeedForwardKernel.Shape shape = shape(to.inputTypes());
        int next = RESIDUAL;
        final List<DeviceBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < RESIDUAL; i++) {
            buffers.add(to.input(i).buffer());
        }
        buffers.add(residual ? to.input(next++).buffer() : to.unused());
        buffers.add(norm ? to.input(next++).buffer() : to.unused());
        buffers.add(norm ? to.input(next++).buffer() : to.unused());
        buffers.add(results.position() ? to.input(next).buffer() : to.unused());
        buffers.addAll(NormResults.buffers(results, to));
        buffers.add(shape.scratchBytes() == 0 ? to.unused() : to.scratch(0).buffer());
        buffers.add(shape.counterBytes() == 0 ? to.unused() : to.state(0).buffer());
        buffers.add(counted ? AliveRows.of(to, shape.m()) : to.unused());
        while (buffers.size() < BUFFERS * FeedForwardGroupKernel.MAX_CHAINS) {
            buffers.add(to.unused());
        }
        to.kernel(new FeedForwardGroupKernel(FeedForwardGroupKernel.BEST, precision),
                new FeedForwardGroupKernel.Shape(List.of(shape), counted),
                buffers.toArray(DeviceBuffer[]::new));
    }

    private FeedForwardKernel.Shape shape(List<TensorType> inputs) {
        final int k = inputs.get(1).shape().dim(-1);
        final int f = inputs.get(3).shape().dim(-1);
        return FeedForwardKernel.Shape.of(Math.toIntExact(inputs.get(0).shape().elements() / k),
                Math.toIntExact(inputs.get(3).shape().elements() / f), k, f, residual, norm, results, eps);
    }
}
