/** Group norm over channels of a group, height and width, in two passes (SPEC 3). */
package io.samcp.kernels.groupnorm;
