/**
 * The GPU suite: what a machine with an NVIDIA driver and nothing else is asked, and the report it gives. {@code bench/gpu/bundle} makes
 * the folder that travels there, {@code bench/gpu/run} inside it does everything. Each part runs in a process of its own, so that a device
 * that dies takes one part with it.
 */
package io.samcp.bench.gpu;
