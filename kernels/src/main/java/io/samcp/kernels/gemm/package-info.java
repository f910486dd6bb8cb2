/**
 * Matrix product with epilogue, {@code y = act(a bᵀ + bias + residual)}: linear layers and 1x1 convolutions.
 *
 * <p>Rows and columns are independent of each other and of how many there are. Every element is one chain of fused multiply-adds over
 * ascending depth, so the rungs and the plain float loop of the reference agree to the bit. ReLU keeps NaN.
 */
package io.samcp.kernels.gemm;
