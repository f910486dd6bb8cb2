package io.samcp.bench.forward;

import io.samcp.layers.Request;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.layers.inference.NetworkSize;
import io.samcp.layers.inference.PatchTable;
import io.samcp.layers.input.BitPlane;
import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.input.RunLengthMask;
import io.samcp.weights.ImageInput;
import io.samcp.weights.formula.FormulaMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image by formula, cut into a grid of rectangles as square as can be, of which the first so many are the patches.
 *
 * @param image the image
 * @param patches its patches
 */
public record SyntheticRequest(RgbImage image, PatchSet patches) {

    /**
     * Makes one.
     *
     * @throws IllegalArgumentException if the image has not enough pixels for so many rectangles
     */
    static SyntheticRequest of(int width, int height, int count) {
        final int columns = (int) Math.ceil(Math.sqrt((double) count * width / height));
        final int rows = Math.ceilDiv(count, columns);
        if (count < 1 || columns > width || rows > height) {
            throw new IllegalArgumentException("patches: an image of " + width + " x " + height + " cannot be cut into " + count);
        }
        final List<Patch> patches = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            final int left = n % columns * width / columns;
            final int right = (n % columns + 1) * width / columns;
            final int top = n / columns * height / rows;
            final int bottom = (n / columns + 1) * height / rows;
            patches.add(new Patch(rectangle(width, height, left, top, right, bottom), left, top, right - left - 1, bottom - top - 1));
        }
        return new SyntheticRequest(new RgbImage(width, height, FormulaMaps.image(height, width)), new PatchSet(width, height, patches));
    }

    private static RunLengthMask rectangle(int width, int height, int left, int top, int right, int bottom) {
        final int wordsPerRow = BitPlane.wordsPerRow(width);
        final int[] words = new int[BitPlane.wordsPerPlane(width, height)];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                words[y * wordsPerRow + (x >> 5)] |= 1 << (x & 31);
            }
        }
        return RunLengthMask.of(new BitPlane(width, height, words));
    }

    /** As callers of the engine give it. */
    Request request() {
        return new Request(image, patches);
    }

    /** As a forward pass takes it. */
    NetworkInput networkInput(ImageInput input) {
        final NetworkSize size = NetworkSize.of(image.width(), image.height(), input);
        return new NetworkInput(new NetworkInput.Source.Image(image), size, PatchTable.of(patches, size, Optional.empty()));
    }
}
