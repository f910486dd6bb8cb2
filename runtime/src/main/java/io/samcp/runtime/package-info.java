/**
 * What every device promises, whether a GPU or the PTX engine.
 *
 * <p><b>Order.</b> Work given to one {@link io.samcp.runtime.DeviceStream} runs in the order given. Copies and launches are asynchronous
 * unless the name says {@code Blocking}; {@link io.samcp.runtime.DeviceStream#synchronizeBlocking()} waits and reports late faults.
 *
 * <p><b>Build, check, launch.</b> {@link io.samcp.runtime.Device#prepare} does everything that can fail or allocate: it loads modules,
 * checks every buffer against its kernel's contract and fixes geometry. {@link io.samcp.runtime.DeviceStream#launchAsync} then allocates
 * nothing.
 *
 * <p><b>Threads.</b> A device is safe to share between threads. A stream, an executable and a plan belong to one thread at a time.
 *
 * <p><b>Ownership.</b> Whoever opens closes. Closing a device closes what was allocated on it; a second close does nothing; use after
 * close throws {@link java.lang.IllegalStateException}. A {@link io.samcp.runtime.DeviceBuffer#slice slice} is a view and is not closed.
 *
 * <p><b>Errors.</b> {@link io.samcp.runtime.DeviceException} and its subclasses. A device whose {@link io.samcp.runtime.DeviceException}
 * is sticky says so in every later call.
 */
package io.samcp.runtime;
