package io.samcp.layers.inference;

import io.samcp.weights.ImageInput;

/**
 * Size of the image that enters the network, and the factors to it.
 *
 * @param width W'
 * @param height H'
 * @param fx W' / W of the rounded sizes
 * @param fy H' / H of the rounded sizes
 */
public record NetworkSize(int width, int height, float fx, float fy) {

    private static final double HALF = 0.5;

    /** The size an original image is resized to (SPEC 1.2). */
    public static NetworkSize of(int width, int height, ImageInput input) {
        if (!input.keepRatio()) {
            return new NetworkSize(width, height, 1.0f, 1.0f);
        }
        final double scale = Math.min((double) input.longSide() / Math.max(width, height),
                (double) input.shortSide() / Math.min(width, height));
        final int w = (int) Math.floor(width * scale + HALF);
        final int h = (int) Math.floor(height * scale + HALF);
        return new NetworkSize(w, h, (float) ((double) w / width), (float) ((double) h / height));
    }
}
