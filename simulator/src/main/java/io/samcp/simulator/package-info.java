/**
 * The CPU device: runs the shipped PTX on the JVM, through {@link io.samcp.runtime.Device} like any other device.
 *
 * <p>Device memory is native memory of this process; addresses are real ones. A module's text is parsed and lowered once, checked for
 * instructions the engine does not know, and kept. A launch shares its clusters, or without them its blocks, out over the worker threads; blocks that share nothing but
 * global memory give the same bits on any number of threads and in any order.
 *
 * <p>Every access is checked against the exact bytes of the launch's buffers. What goes wrong stops the launch with kernel, PTX line, block,
 * thread and address, and leaves the device usable.
 */
package io.samcp.simulator;
