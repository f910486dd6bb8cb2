package io.samcp.layers.operation;

import io.samcp.kernels.Precision;
import io.samcp.kernels.gemm.GemmKernel;
import io.samcp.runtime.LibraryWork;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.runtime.graph.Lowering;
import io.samcp.runtime.graph.Operation;
import io.samcp.runtime.graph.TensorType;
import java.util.List;

/**
 * {@code y = act(a bᵀ + bias + residual)}: a linear layer with its epilogue. Operands: a (its elements are read as rows of b's length),
 * b {@code [n, k]} or {@code [k]}, then bias {@code [n]} and residual {@code [m, n]} as far as they are used.
 *
 * @param bias whether a bias is added
 * @param residual whether a residual is added
 * @param relu whether ReLU follows
 * @param precision what a and b were rounded to
 */
public record Gemm(boolean bias, boolean residual, boolean relu, Precision precision) implements Operation {

    /** Of operands that were not rounded. */
    public Gemm(boolean bias, boolean residual, boolean relu) {
        this(bias, residual, relu, Precision.FP32);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs, Dimensions dims) {
        final int k = inputs.get(1).shape().dim(-1);
        final long elements = inputs.get(0).shape().elements();
        if (elements % k != 0) {
            throw new IllegalArgumentException("a product of " + inputs.get(0) + " with rows of length " + k);
        }
        final int n = Math.toIntExact(inputs.get(1).shape().elements() / k);
        final TensorType result = TensorType.f32(Math.toIntExact(elements / k), n);
        if (residual && inputs.get(residualIndex()).shape().elements() != result.shape().elements()) {
            throw new IllegalArgumentException("residual " + inputs.get(residualIndex()) + " for a product of " + result);
        }
        return List.of(result);
    }

    @Override
    public void lower(Lowering to) {
        lower(to, new LibraryWork.Gemm(to.label(), to.output(0).dim(0), to.output(0).dim(1), to.input(1).dim(-1), to.input(0).buffer(),
                to.input(1).buffer(), bias ? to.input(2).buffer() : null, residual ? to.input(residualIndex()).buffer() : null, relu,
                to.output(0).buffer(), precision));
    }

    /** Adds a matrix product: by the library where it is preferred, else by the best rung. */
    static void lower(Lowering to, LibraryWork.Gemm gemm) {
        final boolean hasBias = gemm.bias() != null;
        final boolean hasResidual = gemm.residual() != null;
        to.libraryOr(gemm, new GemmKernel(GemmKernel.BEST),
                new GemmKernel.Shape(gemm.m(), gemm.n(), gemm.k(), hasBias, hasResidual, gemm.relu()),
                gemm.a(), gemm.b(), hasBias ? gemm.bias() : to.unused(), hasResidual ? gemm.residual() : to.unused(), gemm.y());
    }

    private int residualIndex() {
        return bias ? 3 : 2;
    }
}
