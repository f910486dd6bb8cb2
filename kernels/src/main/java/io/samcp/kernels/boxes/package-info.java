/** Boxes and reference points (SPEC 8 and 10). */
package io.samcp.kernels.boxes;
