/**
 * JMH benchmarks of single kernels on the PTX engine, beside their scalar references, at the sizes of the model. They time our engine on a
 * CPU, not a GPU; run them with {@code bench/run}.
 */
package io.samcp.bench.kernels;
