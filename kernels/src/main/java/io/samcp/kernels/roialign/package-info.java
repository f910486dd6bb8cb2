/** MaskRoIAlign (SPEC 4 to 6). */
package io.samcp.kernels.roialign;
