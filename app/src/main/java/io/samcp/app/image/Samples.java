package io.samcp.app.image;

import io.samcp.layers.input.RgbImage;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes samples as they are stored. {@link BufferedImage#getRGB} would not do for gray: Java holds gray to be linear and brightens it.
 */
final class Samples {

    private static final int CHANNELS = 3;

    private Samples() {}

    static RgbImage toRgb(BufferedImage image) {
        final ColorModel model = image.getColorModel();
        if (!(model instanceof IndexColorModel) && !model.isAlphaPremultiplied()) {
            if (model.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
                return fromBands(image, 0, 0, 0);
            }
            if (model.getColorSpace().getType() == ColorSpace.TYPE_RGB) {
                return fromBands(image, 0, 1, 2);
            }
        }
        return fromPackedColors(image);
    }

    private static RgbImage fromBands(BufferedImage image, int... bands) {
        final int width = image.getWidth();
        final int height = image.getHeight();
        final Raster raster = image.getRaster();
        final byte[] rgb = new byte[CHANNELS * width * height];
        final int[] row = new int[width];
        for (int channel = 0; channel < CHANNELS; channel++) {
            final int most = (1 << image.getColorModel().getComponentSize(bands[channel])) - 1;
            for (int y = 0; y < height; y++) {
                raster.getSamples(0, y, width, 1, bands[channel], row);
                for (int x = 0; x < width; x++) {
                    rgb[CHANNELS * (y * width + x) + channel] = (byte) ((row[x] * 255L + most / 2) / most);
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }

    private static RgbImage fromPackedColors(BufferedImage image) {
        final int width = image.getWidth();
        final int height = image.getHeight();
        final byte[] rgb = new byte[CHANNELS * width * height];
        final int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                final int at = CHANNELS * (y * width + x);
                rgb[at] = (byte) (row[x] >> 16);
                rgb[at + 1] = (byte) (row[x] >> 8);
                rgb[at + 2] = (byte) row[x];
            }
        }
        return new RgbImage(width, height, rgb);
    }
}
