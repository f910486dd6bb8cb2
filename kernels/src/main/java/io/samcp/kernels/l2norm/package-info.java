/**
 * Rows divided by their Euclidean length, then by a constant (SPEC 14).
 *
 * <p>There is no epsilon: a row of zeros gives NaN, as in PyTorch. Rows are independent.
 */
package io.samcp.kernels.l2norm;
