/**
 * Affinity of queries and patches, and what follows from it for the next stage (SPEC 12 and 13).
 *
 * <p>{@link io.samcp.kernels.affinity.AffinityKernel} makes accumulated logits from projected queries and patches;
 * {@link io.samcp.kernels.affinity.AffinityStageKernel} turns a row of them into mask bits, selected patches and the union of their boxes;
 * {@link io.samcp.kernels.affinity.FusedAffinityKernel} does both in one launch, in every precision.
 * Decisions hang on a true quotient compared with the threshold; a row whose sigmoids are all equal gives NaN, which blocks and selects
 * nothing. Padding is neither blocked nor selected. ReLU, minimum and maximum keep NaN, as in PyTorch: a row with a NaN that is not padding has a
 * scale and a largest sigmoid of NaN.
 */
package io.samcp.kernels.affinity;
