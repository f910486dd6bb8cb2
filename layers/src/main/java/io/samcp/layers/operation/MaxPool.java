package io.samcp.layers.operation;

import io.samcp.kernels.pooling.MaxPoolKernel;
import io.samcp.runtime.ConvolutionGeometry;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import io.samcp.runtime.tensor.TensorShape;
import java.util.List;

/**
 * Maximum over a window, channels last, padded with minus infinity. Operand: {@code [h, w, c]}.
 *
 * @param kernel side of the window
 * @param stride step of the window
 * @param pad padding on each side
 */
public record MaxPool(int kernel, int stride, int pad) implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final ConvolutionGeometry geometry = geometry(inputs.getFirst().shape());
        return List.of(TensorType.f32(geometry.outHeight(), geometry.outWidth(), geometry.outChannels()));
    }

    @Override
    public void lower(Lowering to) {
        final TensorShape x = to.input(0).type().shape();
        to.kernel(new MaxPoolKernel(MaxPoolKernel.BEST), new MaxPoolKernel.Shape(x.dim(0), x.dim(1), x.dim(2), kernel, stride, pad),
                to.input(0).buffer(), to.output(0).buffer());
    }

    private ConvolutionGeometry geometry(TensorShape x) {
        return new ConvolutionGeometry(x.dim(0), x.dim(1), x.dim(2), x.dim(2), kernel, stride, pad);
    }
}
