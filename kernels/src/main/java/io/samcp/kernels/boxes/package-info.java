/**
 * Boxes as parts of the image, and the initial reference boxes of the decoder (SPEC 8 and 10).
 *
 * <p>Boxes come as corners in network pixels and leave as centre and size divided by the size of the image; nothing is clamped except in
 * the reference boxes, whose round trip through the logit keeps them about 1e-5 away from 0 and 1. NaN stays NaN.
 */
package io.samcp.kernels.boxes;
