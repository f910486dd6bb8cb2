/** Element-by-element arithmetic. */
package io.samcp.kernels.elementwise;
