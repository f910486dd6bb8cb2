/**
 * Layer norm over the last dimension (SPEC 7): biased variance, eps inside the root, weight and bias.
 *
 * <p>A residual may be added before, and a second result, plus a position, may be written beside the first. Rows are independent: a row
 * has the same bits however many others there are.
 */
package io.samcp.kernels.layernorm;
