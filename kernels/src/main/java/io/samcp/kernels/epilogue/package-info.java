/**
 * What follows a library's matrix product or convolution: bias, residual, ReLU. Libraries compute the sums; this computes the rest.
 */
package io.samcp.kernels.epilogue;
