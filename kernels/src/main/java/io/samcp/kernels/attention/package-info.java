/**
 * Masked multi-head attention without its projections (SPEC 9 and 11): softmax of scaled products, weighted sum of values.
 *
 * <p>A query's result depends on its own row and on the keys that are neither blocked nor padding, never on how many queries or padding
 * keys there are. A query that may see no key at all gets zeros. A score of NaN makes its query's head NaN, as in PyTorch, unless the key is
 * excluded; a NaN among the values makes its column NaN even then. Heads are contiguous slices of the columns; only those columns of the result
 * are written.
 */
package io.samcp.kernels.attention;
