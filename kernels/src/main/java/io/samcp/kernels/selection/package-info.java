/** Scores and labels: which queries become instances, which compete for pixels (SPEC 15). */
package io.samcp.kernels.selection;
