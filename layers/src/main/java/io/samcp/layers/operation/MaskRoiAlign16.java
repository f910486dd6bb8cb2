package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.roialign.MaskRoiAlign16Kernel;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * {@link MaskRoiAlign} whose result is stored in 16 bits, for the product that follows. Operands as there; masked cells are not filled with a
 * mean.
 *
 * @param precision BF16 or FP16
 * @param align what is done
 */
public record MaskRoiAlign16(Precision precision, MaskRoiAlign align) implements Operation {

    public MaskRoiAlign16 {
        if (align.fill() == MaskRoiAlign.Fill.MEAN) {
            throw new IllegalArgumentException("means are filled in in f32");
        }
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        return List.of(new TensorType(Packing.element(precision), align.infer(inputs, dims).getFirst().shape()));
    }

    @Override
    public void lower(Lowering to) {
        align.launch(to, (shape, buffers) -> to.kernel(new MaskRoiAlign16Kernel(MaskRoiAlign16Kernel.BEST, precision),
                new MaskRoiAlign16Kernel.Shape(shape), buffers));
    }
}
