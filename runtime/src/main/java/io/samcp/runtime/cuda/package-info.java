/**
 * The inside of {@link io.samcp.runtime.CudaDevice}: the driver through JCuda.
 *
 * <p><b>One gate.</b> {@link io.samcp.runtime.cuda.DriverGate} makes every call, turns refusals into exceptions, and shuts after an error
 * from which a context does not recover.
 *
 * <p><b>Plan once, replay.</b> Prepared work is captured into one CUDA graph ({@link io.samcp.runtime.cuda.GraphCapture}), its independent
 * steps on parallel lanes ({@link io.samcp.runtime.cuda.Schedule}). A replay is four driver calls: make the context current and
 * launch; later, make it current and synchronize.
 *
 * <p><b>Threads.</b> Context, modules and gate are thread-safe; a stream and an executable belong to one thread at a time.
 *
 * <p>Not exported.
 */
package io.samcp.runtime.cuda;
