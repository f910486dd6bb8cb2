/**
 * The public engine.
 *
 * <pre>{@code
 * try (SamCp engine = SamCp.open(weights); Session session = engine.openSession()) {
 *     Segmentation result = session.segment(image, patches);
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> {@link io.samcp.layers.SamCp} is safe to share; a {@link io.samcp.layers.Session} is confined to one thread at a time.
 *
 * <p><b>Ownership.</b> The engine owns its parameters on the device, and the device if it opened it. Sessions own their memory. Closing
 * the engine closes its sessions; a second close does nothing; use after close throws {@link java.lang.IllegalStateException}.
 *
 * <p><b>Errors.</b> Inputs are checked before work starts; a failed request leaves the session usable.
 */
package io.samcp.layers;
