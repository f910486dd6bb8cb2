/**
 * Scores and labels: which queries become instances, which compete for pixels (SPEC 15). A score of NaN counts as the largest, as in PyTorch; it
 * passes no threshold.
 */
package io.samcp.kernels.selection;
