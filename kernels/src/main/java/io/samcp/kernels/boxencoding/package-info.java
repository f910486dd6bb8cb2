/**
 * Sine encoding of boxes (SPEC 8): blocks of channels for cy, cx, w, h, sine and cosine of the same angle interleaved.
 *
 * <p>Periods are an operand, made on the host. Coordinates may lie outside [0, 1]; the sine recipe is accurate for angles up to a
 * thousand.
 */
package io.samcp.kernels.boxencoding;
