/** 7x7 masks of patches (SPEC 1.1). */
package io.samcp.kernels.maskcrop;
