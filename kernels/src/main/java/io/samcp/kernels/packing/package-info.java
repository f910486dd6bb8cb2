/** Operands of products in 16 bits. */
package io.samcp.kernels.packing;
