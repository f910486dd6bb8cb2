/**
 * A model as a graph, and the plan that runs it.
 *
 * <p>A {@link io.samcp.runtime.graph.Graph} is an immutable description, built once by {@link io.samcp.runtime.graph.GraphBuilder}:
 * inputs with symbolic sizes, parameters by name, constants, operations in execution order, outputs, and named <i>taps</i> (tensors a
 * verifier may read). It knows no device.
 *
 * <p>A {@link io.samcp.runtime.graph.Plan} binds it to a device and a bucket ({@link io.samcp.runtime.graph.Dimensions}: a number for
 * every symbol): shapes are inferred, lifetimes found, every tensor gets its place in one arena, every operation chooses kernels or
 * library calls, and the device prepares the result. Running a plan allocates nothing.
 *
 * <p><b>Ownership.</b> A plan owns its arena and its prepared work. {@link io.samcp.runtime.graph.DeviceParameters} own the uploaded
 * parameters and are shared by all plans of an engine.
 *
 * <p><b>Threads.</b> Graphs and parameters are safe to share; a plan is confined to one thread at a time.
 */
package io.samcp.runtime.graph;
