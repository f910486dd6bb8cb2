package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.convolution.ConvolutionKernel;
import io.samcp.runtime.ConvolutionGeometry;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operand;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.TensorShape;
import java.util.List;

/**
 * {@code y = act(conv(x, w) + bias + residual)}, channels last. Operands: x {@code [h, w, in]}, weight {@code [out, kernel, kernel, in]},
 * then bias {@code [out]} and residual {@code [outH, outW, out]} as far as they are used. A 1x1 convolution of stride 1 is a {@link Gemm}.
 *
 * @param kernel side of the window
 * @param stride step of the window
 * @param pad zeros on each side
 * @param bias whether a bias is added
 * @param residual whether a residual is added
 * @param relu whether ReLU follows
 * @param precision what x and weight were rounded to
 */
public record Convolution(int kernel, int stride, int pad, boolean bias, boolean residual, boolean relu, Precision precision)
        implements
            Operation {

    /** Of operands that were not rounded. */
    public Convolution(int kernel, int stride, int pad, boolean bias, boolean residual, boolean relu) {
        this(kernel, stride, pad, bias, residual, relu, Precision.FP32);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final TensorShape x = inputs.get(0).shape();
        final TensorShape weight = inputs.get(1).shape();
        if (x.rank() != 3 || weight.rank() != 4 || weight.dim(1) != kernel || weight.dim(2) != kernel || weight.dim(3) != x.dim(2)) {
            throw new IllegalArgumentException("a " + kernel + "x" + kernel + " convolution of " + x + " with weights " + weight);
        }
        final ConvolutionGeometry geometry = geometry(x, weight.dim(0));
        return List.of(TensorType.f32(geometry.outHeight(), geometry.outWidth(), geometry.outChannels()));
    }

    @Override
    public void lower(Lowering to) {
        final Operand x = to.input(0);
        final DeviceBuffer weight = to.input(1).buffer();
        final ConvolutionGeometry geometry = geometry(x.type().shape(), to.input(1).dim(0));
        final DeviceBuffer biasBuffer = bias ? to.input(2).buffer() : null;
        final DeviceBuffer residualBuffer = residual ? to.input(bias ? 3 : 2).buffer() : null;
        final DeviceBuffer y = to.output(0).buffer();
        if (isMatrixProduct()) {
            Gemm.lower(to, new LibraryWork.Gemm(to.label(), x.rows(), geometry.outChannels(), geometry.inChannels(), x.buffer(), weight,
                    biasBuffer, residualBuffer, relu, y, precision));
            return;
        }
        final LibraryWork library = new LibraryWork.Convolution(to.label(), geometry, x.buffer(), weight, biasBuffer, residualBuffer, relu,
                y, precision);
        to.libraryOr(library, new ConvolutionKernel(ConvolutionKernel.BEST),
                new ConvolutionKernel.Shape(geometry.height(), geometry.width(), geometry.inChannels(), geometry.outChannels(), kernel,
                        stride, pad, bias, residual, relu),
                x.buffer(), weight, bias ? biasBuffer : to.unused(), residual ? residualBuffer : to.unused(), y);
    }

    private boolean isMatrixProduct() {
        return kernel == 1 && stride == 1 && pad == 0;
    }

    private ConvolutionGeometry geometry(TensorShape x, int outChannels) {
        return new ConvolutionGeometry(x.dim(0), x.dim(1), x.dim(2), outChannels, kernel, stride, pad);
    }
}
