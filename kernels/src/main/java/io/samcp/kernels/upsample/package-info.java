/** Nearest interpolation (SPEC 3.2). */
package io.samcp.kernels.upsample;
