/**
 * The top-down addition of the neck (SPEC 3.2): a map plus the next coarser one, enlarged to its size, channels last.
 *
 * <p>Nearest interpolation takes source index {@code floor(dst * (in / out))} along each axis, the ratio in float; for odd sizes that is
 * not {@code dst / 2}. Any pair of sizes is allowed, smaller results too.
 */
package io.samcp.kernels.upsample;
