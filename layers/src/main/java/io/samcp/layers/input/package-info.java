/**
 * What goes into the engine: an image and its patches. Immutable values, checked when they are made.
 *
 * <p><b>Words.</b> A <i>patch</i> is one region that SAM (or another source) cut out: a mask at the image's own resolution and a box. The
 * box follows SAM's convention: {@code w = x_max - x_min} of the mask's pixels, so a patch one pixel wide has width 0 (SPEC 1).
 */
package io.samcp.layers.input;
