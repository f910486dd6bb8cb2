/**
 * Two-dimensional convolution of one image with epilogue, channels last; batch norms are folded into the weights beforehand.
 *
 * <p>Every element is one chain of fused multiply-adds over window rows, window columns and channels, taps outside the image left out, so
 * the kernel and the plain float loop of the reference agree to the bit. ReLU keeps NaN.
 */
package io.samcp.kernels.convolution;
