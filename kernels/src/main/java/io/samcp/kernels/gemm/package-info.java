/**
 * Matrix product with epilogue, {@code y = act(a bᵀ + bias + residual)}: linear layers and 1x1 convolutions. {@code docs/kernels/gemm.md} walks up
 * the ladder.
 *
 * <p>Rows and columns are independent of each other and of how many there are. ReLU keeps NaN.
 *
 * <p>{@link io.samcp.kernels.gemm.GemmKernel} is exact: every element is one chain of fused multiply-adds over ascending depth, so its rungs and the
 * plain float loop of the reference agree to the bit. {@link io.samcp.kernels.gemm.TensorGemmKernel} and
 * {@link io.samcp.kernels.gemm.GroupedGemmKernel} round a and b and sum on tensor cores, in f32: on the engine the same chain (of v5 and v7
 * one chain for each part of the depth, added in order), on a GPU in the order of its tensor cores.
 */
package io.samcp.kernels.gemm;
