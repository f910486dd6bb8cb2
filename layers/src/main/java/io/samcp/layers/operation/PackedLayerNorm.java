package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.Results;
import io.samcp.kernels.layernorm.PackedNormKernel;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link LayerNorm} whose results may be stored in 16 bits. Operands: those of the norm. Results in the order y, y16, yp, yp16 as far as they are
 * written.
 *
 * @param precision BF16 or FP16
 * @param results what is written
 * @param eps added to the variance
 */
public record PackedLayerNorm(Precision precision, Results results, float eps) implements Operation {

    private static final int POSITION = 3;

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final PackedNormKernel.Shape shape = shape(inputs.getFirst());
        return NormResults.types(results, precision, shape.rows(), shape.columns());
    }

    @Override
    public void lower(Lowering to) {
        final List<DeviceBuffer> buffers = new ArrayList<>(List.of(to.input(0).buffer(), to.unused(), to.input(1).buffer(),
                to.input(2).buffer(), results.position() ? to.input(POSITION).buffer() : to.unused()));
        buffers.addAll(NormResults.buffers(results, to));
        to.kernel(new PackedNormKernel(PackedNormKernel.BEST), shape(to.inputTypes().getFirst()), buffers.toArray(DeviceBuffer[]::new));
    }

    private PackedNormKernel.Shape shape(TensorType x) {
        final int columns = x.shape().dim(-1);
        return new PackedNormKernel.Shape(Math.toIntExact(x.shape().elements() / columns), columns, false, results, precision, eps);
    }
}
