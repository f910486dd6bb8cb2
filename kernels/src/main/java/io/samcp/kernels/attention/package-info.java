/** Masked multi-head attention (SPEC 9 and 11). */
package io.samcp.kernels.attention;
