package io.samcp.layers.inference;

import io.samcp.layers.input.BitPlane;
import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RoiMasks;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Patches in the form the device takes.
 *
 * @param width columns of the original image
 * @param height rows of the original image
 * @param count number of patches N
 * @param boxes {@code [N, 4]} x1, y1, x2, y2 in network pixels
 * @param boxesOri {@code [N, 4]} the same in original pixels
 * @param planes {@code [N, wordsPerPlane]} bit-planes
 * @param roiMasks given 7x7 masks; empty: crop them on the device
 */
public record PatchTable(int width, int height, int count, float[] boxes, float[] boxesOri, int[] planes, Optional<RoiMasks> roiMasks) {

    private static final int BOX = 4;

    public PatchTable {
        Objects.requireNonNull(roiMasks, "roiMasks");
        if (boxes.length != BOX * count || boxesOri.length != BOX * count
                || planes.length != (long) count * BitPlane.wordsPerPlane(width, height)) {
            throw new IllegalArgumentException(count + " patches of " + width + "x" + height + " with " + boxes.length + " and "
                    + boxesOri.length + " box coordinates and " + planes.length + " plane words");
        }
        if (roiMasks.isPresent() && roiMasks.get().count() != count) {
            throw new PatchFormatException(count + " patches need as many RoI masks, found " + roiMasks.get().count());
        }
    }

    /**
     * Boxes by SPEC 1.1, planes from the run lengths.
     *
     * @param patches the patches
     * @param network size of the network image and the scale factors to it
     * @param roiMasks given 7x7 masks; empty: crop them on the device
     */
    public static PatchTable of(PatchSet patches, NetworkSize network, Optional<RoiMasks> roiMasks) {
        final List<Patch> list = patches.patches();
        final int wordsPerPlane = BitPlane.wordsPerPlane(patches.width(), patches.height());
        final float[] boxesOri = new float[BOX * list.size()];
        final float[] boxes = new float[BOX * list.size()];
        final int[] planes = new int[Math.multiplyExact(list.size(), wordsPerPlane)];
        for (int n = 0; n < list.size(); n++) {
            final Patch patch = list.get(n);
            final int i = BOX * n;
            boxesOri[i] = patch.x();
            boxesOri[i + 1] = patch.y();
            boxesOri[i + 2] = patch.x() + patch.w();
            boxesOri[i + 3] = patch.y() + patch.h();
            boxes[i] = clamp(boxesOri[i] * network.fx(), network.width());
            boxes[i + 1] = clamp(boxesOri[i + 1] * network.fy(), network.height());
            boxes[i + 2] = clamp(boxesOri[i + 2] * network.fx(), network.width());
            boxes[i + 3] = clamp(boxesOri[i + 3] * network.fy(), network.height());
            patch.mask().writeTo(planes, n * wordsPerPlane);
        }
        return new PatchTable(patches.width(), patches.height(), list.size(), boxes, boxesOri, planes, roiMasks);
    }

    private static float clamp(float value, int size) {
        return Math.clamp(value, 0.0f, (float) size);
    }
}
