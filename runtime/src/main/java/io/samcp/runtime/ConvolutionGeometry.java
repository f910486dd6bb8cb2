package io.samcp.runtime;

/**
 * Sizes of a square two-dimensional convolution or pooling.
 *
 * @param height input rows
 * @param width input columns
 * @param inChannels input channels
 * @param outChannels output channels
 * @param kernel side of the window
 * @param stride step of the window
 * @param pad zeros (for pooling: minus infinity) added on each side
 */
public record ConvolutionGeometry(int height, int width, int inChannels, int outChannels, int kernel, int stride, int pad) {

    public ConvolutionGeometry {
        if (height < 1 || width < 1 || inChannels < 1 || outChannels < 1 || kernel < 1 || stride < 1 || pad < 0
                || height + 2 * pad < kernel || width + 2 * pad < kernel) {
            throw new IllegalArgumentException("no convolution of " + height + "x" + width + "x" + inChannels + " to " + outChannels
                    + " channels with kernel " + kernel + ", stride " + stride + ", pad " + pad);
        }
    }

    /** {@code floor((height + 2 pad - kernel) / stride) + 1}. */
    public int outHeight() {
        return (height + 2 * pad - kernel) / stride + 1;
    }

    /** {@code floor((width + 2 pad - kernel) / stride) + 1}. */
    public int outWidth() {
        return (width + 2 * pad - kernel) / stride + 1;
    }
}
