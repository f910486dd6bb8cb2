/**
 * Group norm over height, width and the channels of a group, channels last (SPEC 3), in two launches.
 *
 * <p>{@link io.samcp.kernels.groupnorm.GroupNormStatsKernel} writes sums and sums of squares of chunks of pixels in double,
 * {@link io.samcp.kernels.groupnorm.GroupNormApplyKernel} adds them in a fixed order and normalises. The second takes the scratch buffer
 * that the first wrote for the same sizes; neither uses atomics, so results have the same bits in every run.
 */
package io.samcp.kernels.groupnorm;
