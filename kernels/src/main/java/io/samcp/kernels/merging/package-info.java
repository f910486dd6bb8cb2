/** From selected patches to masks, boxes and maps (SPEC 15). */
package io.samcp.kernels.merging;
