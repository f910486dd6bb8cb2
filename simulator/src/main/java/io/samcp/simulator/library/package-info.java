/**
 * Library operations of the CPU device: matrix products by ND4J's BLAS, convolutions as matrix products over gathered patches of the image.
 * The library is loaded when an operation first asks for it; where it cannot be loaded, everything runs as PTX and the device says why.
 * Results agree with the kernels within rounding, not to the bit.
 */
package io.samcp.simulator.library;
