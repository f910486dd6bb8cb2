/**
 * A stand-in for NVIDIA's driver, for machines without a GPU: a {@code libcuda.so.1} compiled from C by the machine's own compiler, which
 * keeps contexts, memory, modules, streams, events, captures and graphs like the real one, and runs kernels on the PTX engine. Programs
 * that use JCuda, ours first, run on it unchanged.
 *
 * <p>It is for tests and dry runs. What the engine computes it computes; nothing it measures is a time of a GPU. Known differences: the
 * default stream, memory nodes, textures, peer access and everything in {@code unsupported.c} are missing; a graph can be instantiated
 * once; a kernel may only touch allocations that one of its parameters points into.
 *
 * <p><b>Threads.</b> The driver is thread-safe as the real one is. {@link io.samcp.simulator.driver.StandInDriver} steers one driver for
 * the whole process: tests that use it do not run side by side.
 */
package io.samcp.simulator.driver;
