/** Class logits against text rows (SPEC 14). */
package io.samcp.kernels.classlogits;
