package io.samcp.layers.model;

/** How far a graph is rewritten for kernels below FP32. Each goes further than the one before. */
public enum Fusion {
    /** Not at all: operands are rounded and stored in F32, which says what a precision means. */
    NONE,
    /** Products on tensor cores, and as few nodes as kernels of blocks for themselves allow. */
    TENSOR_CORES,
    /** What stands between two attentions becomes one node, on clusters of blocks ({@code sm_90} and newer). */
    CLUSTERS
}
