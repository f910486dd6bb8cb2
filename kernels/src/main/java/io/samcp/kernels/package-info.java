/**
 * What every kernel promises.
 *
 * <p>A kernel is one {@code .ptx} file with exactly one {@code .entry} of the file's name, and one {@link io.samcp.kernels.Kernel}
 * descriptor beside it in a package per family. The descriptor says how the entry is called (ordered parameters, grid, block, shared
 * bytes), what it costs at least, which resources it may take, and when it refuses. It holds no device objects, so it is immutable and
 * safe to share between threads.
 *
 * <p><b>Words.</b> <i>Family</i>: one operation, one folder of PTX. <i>Rung</i>: one version of a family's ladder. <i>Shape</i>: the
 * sizes and scalar options a call is made with. <i>Live</i> sizes are read by the kernel from device memory, so that a captured graph
 * need not be captured again when they change.
 *
 * <p><b>Numbers.</b> FP32 rungs use no {@code .approx} instruction: {@code exp}, {@code log}, {@code sin}, {@code cos} are polynomial
 * recipes over {@code fma.rn}, division and square root are {@code .rn}; so a device and the PTX engine agree to the bit.
 *
 * <p><b>Left out on purpose:</b> devices, buffers and streams (module {@code runtime}); the scalar references beside the descriptors are
 * for tests and benchmarks only.
 */
package io.samcp.kernels;
