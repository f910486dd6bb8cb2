/**
 * cuBLAS 12 and cuDNN 9 through JCublas and JCudnn: found or not, operations prepared for repeated queueing, and the memory of which of
 * them beat our kernels. Nothing here is needed to run a model.
 */
package io.samcp.runtime.cuda.library;
