package io.samcp.layers;

import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import java.util.Objects;

/**
 * An image and its patches.
 *
 * @param image the image at its own size
 * @param patches its patches
 */
public record Request(RgbImage image, PatchSet patches) {

    public Request {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(patches, "patches");
    }
}
