/** From selected patches to masks, boxes and maps (SPEC 15). A NaN in the box of a patch is one in the box of every result that has the patch. */
package io.samcp.kernels.merging;
