package io.samcp.layers.operation;

import io.samcp.kernels.maskcrop.MaskCropKernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * 7x7 patch masks (SPEC 1.1). Operands: bit-planes, boxes {@code [N, 4]} in original pixels, request record. Result U8 {@code [N, 49]}.
 */
public record MaskCrop() implements Operation {

    private static final int BINS = 49;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(TensorType.u8(inputs.get(1).shape().dim(0), BINS));
    }

    @Override
    public void lower(Lowering to) {
        to.kernel(new MaskCropKernel(MaskCropKernel.BEST), new MaskCropKernel.Shape(to.input(1).dim(0), to.input(0).dim(0)),
                to.input(0).buffer(), to.input(1).buffer(), to.input(2).buffer(), to.output(0).buffer());
    }
}
