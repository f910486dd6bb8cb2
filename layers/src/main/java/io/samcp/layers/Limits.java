package io.samcp.layers;

import io.samcp.layers.input.ImageFormatException;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;

/**
 * What a request may at most bring.
 *
 * @param maxPatches patches per image, at most 1024
 * @param maxPixels pixels per image
 */
record Limits(int maxPatches, long maxPixels) {

    static final long DEFAULT_PIXELS = 64L << 20;

    Limits {
        if (maxPatches < 1 || maxPatches > PatchSet.MOST || maxPixels < 1) {
            throw new IllegalArgumentException("limits need 1.." + PatchSet.MOST + " patches and at least one pixel: patches=" + maxPatches
                    + ", pixels=" + maxPixels);
        }
    }

    void check(RgbImage image, PatchSet patches) {
        if ((long) image.width() * image.height() > maxPixels) {
            throw new ImageFormatException("at most " + maxPixels + " pixels per image, found " + image.width() + "x" + image.height()
                    + "; raise the limit with SamCp.builder().maxPixels(...)");
        }
        if (patches.patches().size() > maxPatches) {
            throw new PatchFormatException("at most " + maxPatches + " patches per image, found " + patches.patches().size());
        }
        if (patches.width() != image.width() || patches.height() != image.height()) {
            throw new PatchFormatException(
                    "the image is " + image.width() + "x" + image.height() + " (width x height), its patches are for "
                            + patches.width() + "x" + patches.height());
        }
    }
}
