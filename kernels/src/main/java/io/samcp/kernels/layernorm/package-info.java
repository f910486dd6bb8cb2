/** Layer norm over the last dimension (SPEC 7). */
package io.samcp.kernels.layernorm;
