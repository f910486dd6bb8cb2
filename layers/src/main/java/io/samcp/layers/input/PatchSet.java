package io.samcp.layers.input;

import java.util.List;

/**
 * The patches of one image.
 *
 * @param width columns of the image they belong to
 * @param height rows of the image they belong to
 * @param patches in any order; may be empty, may overlap
 */
public record PatchSet(int width, int height, List<Patch> patches) {

    /** Most patches of an image that an engine takes. */
    public static final int MOST = 1024;

    /**
     * @throws PatchFormatException if a mask has another size than the image
     */
    public PatchSet {
        patches = List.copyOf(patches);
        for (int i = 0; i < patches.size(); i++) {
            final RunLengthMask mask = patches.get(i).mask();
            if (mask.width() != width || mask.height() != height) {
                throw new PatchFormatException("patch " + i + ": the image is " + width + "x" + height + " (width x height), the mask is "
                        + mask.width() + "x" + mask.height());
            }
        }
    }
}
