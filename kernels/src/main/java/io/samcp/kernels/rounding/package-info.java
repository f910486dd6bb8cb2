/** Operands rounded to a precision below FP32. */
package io.samcp.kernels.rounding;
