/**
 * MaskRoIAlign: 7x7 features of boxes from a pyramid of channels-last maps (SPEC 4 to 6).
 *
 * <p>{@link io.samcp.kernels.roialign.MaskRoiAlignKernel} finds the level of each box by itself and leaves masked bins at zero;
 * {@link io.samcp.kernels.roialign.RoiMeanFillKernel} fills them with the mean of the others, in place;
 * {@link io.samcp.kernels.roialign.RoiLevelKernel} reports the levels for verifiers. Where the product that follows takes operands of 16 bits,
 * {@link io.samcp.kernels.roialign.MaskRoiAlign16Kernel} writes them, or, if masked bins get the mean,
 * {@link io.samcp.kernels.roialign.RoiMeanFill16Kernel} after the f32 kernel. Boxes may lie partly or wholly outside the image and may have
 * sides of length 0, but not of negative length.
 */
package io.samcp.kernels.roialign;
