package io.samcp.layers.operation;

import io.samcp.kernels.image.ImageNormaliseKernel;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * Image resized to the network size and normalised (SPEC 1.2). Operands: RGB bytes of the original image, request record with its size.
 * Result {@code [H', W', 3]}.
 *
 * @param mean of red, green, blue in 0..255
 * @param std of red, green, blue
 */
public record ImageNormalise(List<Float> mean, List<Float> std) implements Operation {

    private static final int CHANNELS = 3;

    public ImageNormalise {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.f32(dims.get(Symbols.OWN_HEIGHT), dims.get(Symbols.OWN_WIDTH), CHANNELS));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new ImageNormaliseKernel(ImageNormaliseKernel.BEST),
                new ImageNormaliseKernel.Shape(to.output(0).dim(0), to.output(0).dim(1), to.input(0).dim(0), mean, std),
                to.input(0).buffer(),
                to.input(1).buffer(), to.output(0).buffer());
    }
}
