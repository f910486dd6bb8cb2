package io.samcp.runtime;

import io.samcp.kernels.Precision;

/**
 * An operation that a library (CPU BLAS, cuBLAS, cuDNN) may carry out in place of a kernel of ours. All values are stored as fp32, row-major;
 * sums are fp32. In a precision below FP32 both operands hold values of that precision already, which a library may use: every one of them
 * is exact in tf32.
 */
public sealed interface LibraryWork extends Work {

    /** What it writes. */
    DeviceBuffer y();

    /**
     * Matrix product with epilogue: {@code y = act(a bᵀ + bias + residual)}.
     *
     * @param label which part of the model asked for it
     * @param a {@code [m, k]}
     * @param b {@code [n, k]}, as PyTorch keeps the weight of a linear layer
     * @param bias {@code [n]}, or null
     * @param residual {@code [m, n]}, or null
     * @param relu whether {@code act} is ReLU (after bias and residual) or nothing
     * @param y {@code [m, n]}
     * @param precision of the values of a and b
     */
    record Gemm(String label, int m, int n, int k, DeviceBuffer a, DeviceBuffer b, DeviceBuffer bias, DeviceBuffer residual, boolean relu,
            DeviceBuffer y, Precision precision) implements LibraryWork {}

    /**
     * Two-dimensional convolution of one image with epilogue: {@code y = act(conv(x, w) + bias + residual)}, NHWC.
     *
     * @param label which part of the model asked for it
     * @param geometry sizes
     * @param x {@code [height, width, inChannels]}
     * @param weight {@code [outChannels, kernel, kernel, inChannels]}
     * @param bias {@code [outChannels]}, or null
     * @param residual {@code [outHeight, outWidth, outChannels]}, or null
     * @param relu whether {@code act} is ReLU (after bias and residual) or nothing
     * @param y {@code [outHeight, outWidth, outChannels]}
     * @param precision of the values of x and weight
     */
    record Convolution(String label, ConvolutionGeometry geometry, DeviceBuffer x, DeviceBuffer weight, DeviceBuffer bias,
            DeviceBuffer residual, boolean relu, DeviceBuffer y, Precision precision) implements LibraryWork {}
}
