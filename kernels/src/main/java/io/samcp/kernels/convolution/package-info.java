/** Two-dimensional convolution of one image with epilogue, channels last. */
package io.samcp.kernels.convolution;
