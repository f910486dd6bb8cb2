/**
 * Maximum over a square window of a channels-last map (SPEC 2); exact.
 *
 * <p>Padding counts as minus infinity and never wins, since the window is wider than the padding. A window with a NaN gives NaN, as in
 * PyTorch.
 */
package io.samcp.kernels.pooling;
