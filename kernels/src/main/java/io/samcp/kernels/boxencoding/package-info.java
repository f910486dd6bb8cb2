/** Sine encoding of boxes (SPEC 8). */
package io.samcp.kernels.boxencoding;
