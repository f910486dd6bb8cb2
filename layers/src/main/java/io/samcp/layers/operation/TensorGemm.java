package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.gemm.TensorGemmKernel;
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
 * {@link Gemm} on tensor cores: a and b are stored in 16 bits, or in f32 and rounded to TF32 on the way. Results in this order: f32 if
 * {@link #single}, 16 bits if {@link #half}.
 *
 * @param precision BF16 or FP16; or TF32, then the result is stored in f32 only
 * @param bias whether a bias is added
 * @param residual whether a residual is added
 * @param relu whether ReLU follows
 * @param single whether the result is stored in f32
 * @param half whether the result is stored in 16 bits
 */
public record TensorGemm(Precision precision, boolean bias, boolean residual, boolean relu, boolean single,
        boolean half) implements Operation {

    private static final int PARTIALS = 6;
    private static final int ARRIVED = 7;

    /** The same with other results. */
    public TensorGemm storing(boolean inSingle, boolean inHalf) {
        return new TensorGemm(precision, bias, residual, relu, inSingle, inHalf);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final TensorGemmKernel.Shape shape = shape(inputs);
        final List<TensorType> results = new ArrayList<>();
        if (single) {
            results.add(TensorType.f32(shape.m(), shape.n()));
        }
        if (half) {
            results.add(new TensorType(Packing.element(precision), TensorShape.of(shape.m(), shape.n())));
        }
        return results;
    }

    @Override
    public List<TensorType> scratch(List<TensorType> inputs, Dimensions dims) {
        return part(inputs, PARTIALS);
    }

    @Override
    public List<TensorType> state(List<TensorType> inputs, Dimensions dims) {
        return part(inputs, ARRIVED);
    }

    /** Memory of one of the two buffers that only long sums need; none, if it is empty. */
    private List<TensorType> part(List<TensorType> inputs, int buffer) {
        final TensorGemmKernel.Shape shape = shape(inputs);
        final List<Long> bytes = TensorGemmKernel.best(shape, precision).bufferBytes(shape);
        return bytes.size() <= buffer || bytes.get(buffer) == 0
                ? List.of()
                : List.of(new TensorType(ElementType.U8, TensorShape.of(Math.toIntExact(bytes.get(buffer)))));
    }

    @Override
    public void lower(Lowering to) {
        final TensorGemmKernel.Shape shape = shape(to.inputTypes());
        final TensorGemmKernel kernel = TensorGemmKernel.best(shape, precision);
        final List<DeviceBuffer> buffers = new ArrayList<>(List.of(to.input(0).buffer(), to.input(1).buffer(),
                bias ? to.input(2).buffer() : to.unused(), residual ? to.input(bias ? 3 : 2).buffer() : to.unused(),
                single ? to.output(0).buffer() : to.unused()));
        if (precision.isHalf()) {
            buffers.add(half ? to.output(single ? 1 : 0).buffer() : to.unused());
        }
        if (kernel.bufferBytes(shape).size() > PARTIALS) {
            final boolean parts = kernel.bufferBytes(shape).get(PARTIALS) != 0;
            buffers.add(parts ? to.scratch(0).buffer() : to.unused());
            buffers.add(parts ? to.state(0).buffer() : to.unused());
        }
        to.kernel(kernel, shape, buffers.toArray(DeviceBuffer[]::new));
    }

    private TensorGemmKernel.Shape shape(List<TensorType> inputs) {
        final int k = inputs.get(1).shape().dim(-1);
        final long elements = inputs.get(0).shape().elements();
        if (elements % k != 0) {
            throw new IllegalArgumentException("a product of " + inputs.get(0) + " with rows of length " + k);
        }
        return new TensorGemmKernel.Shape(Math.toIntExact(elements / k), Math.toIntExact(inputs.get(1).shape().elements() / k), k, bias,
                residual, relu, single, half);
    }
}
