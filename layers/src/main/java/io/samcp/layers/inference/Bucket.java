package io.samcp.layers.inference;

import io.samcp.layers.input.BitPlane;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.model.FeatureLevels;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.weights.ModelConfiguration;
import java.util.HashMap;
import java.util.Map;

/** Finds the bucket of a request: exact network size, padded patch count, rounded-up capacities. */
final class Bucket {

    /** Patch counts that plans are made for. */
    static final int[] PATCHES = {32, 64, 128, 256, 512, 1024};

    /** Capacities are rounded up to eighths of a power of two, and at least to this. */
    private static final int SMALLEST_CAPACITY = 1024;

    private static final int STEPS = 8;

    private Bucket() {}

    static Dimensions of(NetworkInput input, ModelConfiguration config) {
        final PatchTable patches = input.patches();
        final int padded = paddedPatches(patches.count());
        final Map<String, Integer> sizes = new HashMap<>(FeatureLevels.sizes(input.size().height(), input.size().width()));
        sizes.put(Symbols.HEIGHT, input.size().height());
        sizes.put(Symbols.WIDTH, input.size().width());
        sizes.put(Symbols.PATCHES, padded);
        sizes.put(Symbols.PATCH_WORDS, words(padded));
        sizes.put(Symbols.QUERY_WORDS, words(config.numStuff() + padded));
        sizes.put(Symbols.PLANE_WORDS, capacity(BitPlane.wordsPerPlane(patches.width(), patches.height())));
        sizes.put(Symbols.ALL_PLANES_WORDS, capacity(patches.planes().length));
        sizes.put(Symbols.MAP_PIXELS, capacity(Math.multiplyExact(patches.width(), patches.height())));
        sizes.put(Symbols.IMAGE_BYTES, input.source() instanceof NetworkInput.Source.Image(var image) ? capacity(image.rgb().length) : 1);
        return new Dimensions(sizes);
    }

    /**
     * The smallest bucket that holds so many patches.
     *
     * @throws PatchFormatException if there is none
     */
    static int paddedPatches(int count) {
        for (final int size : PATCHES) {
            if (count <= size) {
                return size;
            }
        }
        throw new PatchFormatException("at most " + PATCHES[PATCHES.length - 1] + " patches per image, found " + count);
    }

    static int words(int bits) {
        return (bits + 31) >>> 5;
    }

    private static int capacity(int wanted) {
        if (wanted <= SMALLEST_CAPACITY) {
            return SMALLEST_CAPACITY;
        }
        final int step = Math.max(1, Integer.highestOneBit(wanted - 1) / STEPS);
        return Math.multiplyExact(Math.ceilDiv(wanted, step), step);
    }
}
