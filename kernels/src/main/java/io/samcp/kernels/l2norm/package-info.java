/** Rows to unit length (SPEC 14). */
package io.samcp.kernels.l2norm;
