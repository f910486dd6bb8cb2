/** Pooling. */
package io.samcp.kernels.pooling;
