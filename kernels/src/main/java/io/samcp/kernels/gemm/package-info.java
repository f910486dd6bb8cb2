/** Matrix product with epilogue: linear layers and 1x1 convolutions. Rows and columns are independent; rungs agree to the bit. */
package io.samcp.kernels.gemm;
