/**
 * JMH benchmarks of single kernels at the sizes of the model, beside their scalar references. The device is a parameter; on the CPU they
 * time our PTX engine, which says nothing of a GPU. A kernel's floor is counted along: see {@link io.samcp.bench.kernels.KernelBenchmark}.
 * Run them with {@code samcp bench --kernels} or {@code bench/run}.
 */
package io.samcp.bench.kernels;
