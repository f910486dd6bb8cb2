package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.ProjectNormKernel;
import io.samcp.kernels.feedforward.Results;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A product and the layer norm of its rows, {@code LN(a bᵀ + bias + residual)}, and the same plus a position. Operands: a and b in 16 bits,
 * bias, residual if there is one, weight and bias of the norm, position if {@code results} need it. Results in the order y, y16, yp, yp16 as
 * far as they are written.
 *
 * @param precision BF16 or FP16
 * @param residual whether a residual is added
 * @param results what is written
 * @param eps added to the variance
 */
public record ProjectNorm(Precision precision, boolean residual, Results results, float eps) implements Operation {

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final ProjectNormKernel.Shape shape = shape(inputs);
        return NormResults.types(results, precision, shape.m(), shape.n());
    }

    @Override
    public void lower(Lowering to) {
        final int norm = residual ? 4 : 3;
        final List<DeviceBuffer> buffers = new ArrayList<>(List.of(to.input(0).buffer(), to.input(1).buffer(), to.input(2).buffer(),
                residual ? to.input(3).buffer() : to.unused(), to.input(norm).buffer(), to.input(norm + 1).buffer(),
                results.position() ? to.input(norm + 2).buffer() : to.unused()));
        buffers.addAll(NormResults.buffers(results, to));
        to.kernel(new ProjectNormKernel(ProjectNormKernel.BEST, precision), shape(to.inputTypes()), buffers.toArray(DeviceBuffer[]::new));
    }

    private ProjectNormKernel.Shape shape(List<TensorType> inputs) {
        final int k = inputs.get(1).shape().dim(-1);
        return new ProjectNormKernel.Shape(Math.toIntExact(inputs.get(0).shape().elements() / k),
                Math.toIntExact(inputs.get(1).shape().elements() / k), k, residual, results, eps);
    }
}
