package io.samcp.layers.input;

import java.util.Objects;

/**
 * One region of the image.
 *
 * @param mask its pixels at the image's own resolution
 * @param x left edge of the box in pixels
 * @param y top edge of the box in pixels
 * @param w width of the box, by SAM's convention {@code x_max - x_min}, so 0 for a patch one pixel wide
 * @param h height of the box, {@code y_max - y_min}
 */
public record Patch(RunLengthMask mask, float x, float y, float w, float h) {

    /**
     * @throws PatchFormatException if the box is not finite or has a negative side
     */
    public Patch {
        Objects.requireNonNull(mask, "mask");
        if (!(Float.isFinite(x) && Float.isFinite(y) && Float.isFinite(w) && Float.isFinite(h) && w >= 0 && h >= 0)) {
            throw new PatchFormatException(
                    "bbox must be finite with sides of at least 0, found [" + x + ", " + y + ", " + w + ", " + h + "]");
        }
    }
}
