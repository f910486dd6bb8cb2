package io.samcp.layers.input;

import java.util.Objects;

/**
 * An 8-bit RGB image.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param rgb {@code [height, width, 3]} bytes, row-major; not copied, must not change while it is used
 */
public record RgbImage(int width, int height, byte[] rgb) {

    /**
     * @throws ImageFormatException if a size is below 1 or the array has another length
     */
    public RgbImage {
        Objects.requireNonNull(rgb, "rgb");
        if (width < 1 || height < 1) {
            throw new ImageFormatException("an image needs at least 1x1 pixels, found " + width + "x" + height);
        }
        final long bytes = 3L * width * height;
        if (rgb.length != bytes) {
            throw new ImageFormatException(
                    "an RGB image of " + width + "x" + height + " has " + bytes + " bytes, found " + rgb.length);
        }
    }

    /** Red, green and blue at a pixel as {@code 0xRRGGBB}. */
    public int pixel(int x, int y) {
        final int i = 3 * (Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width));
        return (rgb[i] & 0xFF) << 16 | (rgb[i + 1] & 0xFF) << 8 | rgb[i + 2] & 0xFF;
    }
}
