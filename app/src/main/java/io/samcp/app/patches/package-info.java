/**
 * Where patches come from: files of SAM's automatic mask generator and of SA-1B, or, without a file, a graph-based over-segmentation.
 *
 * <p>Everything read is checked before it is used, and {@link io.samcp.layers.input.PatchFormatException} names file, patch and field.
 * How many patches an image may have is the engine's matter, not that of this package.
 */
package io.samcp.app.patches;
