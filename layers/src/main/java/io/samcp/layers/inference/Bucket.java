package io.samcp.layers.inference;

import io.samcp.layers.input.BitPlane;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.model.FeatureLevels;
import io.samcp.layers.model.ModelGraph;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.graph.Dimensions;
import io.samcp.weights.ModelConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What requests share that run on the same plan: exact network size, padded patch count, rounded-up capacities.
 *
 * @param variant which inputs the graph takes
 * @param taps whether taps are kept
 * @param width of the network image, without the padding of a batch
 * @param height of the network image, without the padding of a batch
 * @param patches padded patch count
 * @param planeWords words of one plane
 * @param allPlanesWords words of all planes
 * @param mapPixels pixels of a map
 * @param imageBytes bytes of the image; 1 if there is none
 * @param padding what the image adds in a padded batch; null if it goes alone
 */
record Bucket(ModelGraph.Variant variant, boolean taps, int width, int height, int patches, int planeWords, int allPlanesWords,
        int mapPixels, int imageBytes, Padding padding) {

    /**
     * An image in its batch.
     *
     * @param batch the batch
     * @param patches patches of the image
     */
    private record Padding(Batching.Padded batch, int patches) {}

    /** Patch counts that plans are made for. */
    static final int[] PATCHES = {32, 64, 128, 256, 512, 1024};

    /** Capacities are rounded up to eighths of a power of two, and at least to this. */
    private static final int SMALLEST_CAPACITY = 1024;

    private static final int STEPS = 8;

    /**
     * The bucket of a request.
     *
     * @throws PatchFormatException if there are too many patches
     */
    static Bucket of(NetworkInput input, boolean taps) {
        return new Bucket(new ModelGraph.Variant(hasImage(input) ? ModelGraph.Entry.IMAGE : ModelGraph.Entry.FEATURES,
                hasRoiMasks(input) ? ModelGraph.RoiMaskSource.GIVEN : ModelGraph.RoiMaskSource.CROP, padding(input) != null), taps,
                input.size().width(), input.size().height(), paddedPatches(input), planeWords(input), allPlanesWords(input),
                mapPixels(input), imageBytes(input), padding(input));
    }

    /** True if this is the bucket of the request. Allocates nothing, as every request asks. */
    boolean holds(NetworkInput input, boolean withTaps) {
        return taps == withTaps && hasImage(input) == (variant.entry() == ModelGraph.Entry.IMAGE)
                && hasRoiMasks(input) == (variant.roiMasks() == ModelGraph.RoiMaskSource.GIVEN) && width == input.size().width()
                && height == input.size().height() && patches == paddedPatches(input) && planeWords == planeWords(input)
                && allPlanesWords == allPlanesWords(input) && mapPixels == mapPixels(input) && imageBytes == imageBytes(input)
                && Objects.equals(padding, padding(input));
    }

    /** Numbers for the symbols of the graph. */
    Dimensions dimensions(ModelConfiguration config) {
        final int allRows = padding == null ? height : padding.batch().height();
        final int allColumns = padding == null ? width : padding.batch().width();
        final Map<String, Integer> sizes = new HashMap<>(FeatureLevels.sizes(allRows, allColumns));
        sizes.put(Symbols.HEIGHT, allRows);
        sizes.put(Symbols.WIDTH, allColumns);
        sizes.put(Symbols.OWN_HEIGHT, height);
        sizes.put(Symbols.OWN_WIDTH, width);
        if (padding != null) {
            sizes.put(Symbols.OWN_PATCHES, padding.patches());
            sizes.put(Symbols.BATCH_PATCHES, padding.batch().patches());
        }
        sizes.put(Symbols.PATCHES, patches);
        sizes.put(Symbols.PATCH_WORDS, words(patches));
        sizes.put(Symbols.QUERY_WORDS, words(config.numStuff() + patches));
        sizes.put(Symbols.PLANE_WORDS, planeWords);
        sizes.put(Symbols.ALL_PLANES_WORDS, allPlanesWords);
        sizes.put(Symbols.MAP_PIXELS, mapPixels);
        sizes.put(Symbols.IMAGE_BYTES, imageBytes);
        return new Dimensions(sizes);
    }

    /** Null, and nothing allocated, for an image that goes alone. */
    private static Padding padding(NetworkInput input) {
        return input.batching() instanceof Batching.Padded batch ? new Padding(batch, input.patches().count()) : null;
    }

    private static int paddedPatches(NetworkInput input) {
        return paddedPatches(input.batching() instanceof Batching.Padded batch ? batch.patches() : input.patches().count());
    }

    private static boolean hasImage(NetworkInput input) {
        return input.source() instanceof NetworkInput.Source.Image;
    }

    private static boolean hasRoiMasks(NetworkInput input) {
        return input.patches().roiMasks().isPresent();
    }

    private static int planeWords(NetworkInput input) {
        return capacity(BitPlane.wordsPerPlane(input.patches().width(), input.patches().height()));
    }

    private static int allPlanesWords(NetworkInput input) {
        return capacity(input.patches().planes().length);
    }

    private static int mapPixels(NetworkInput input) {
        return capacity(Math.multiplyExact(input.patches().width(), input.patches().height()));
    }

    private static int imageBytes(NetworkInput input) {
        return input.source() instanceof NetworkInput.Source.Image image ? capacity(image.image().rgb().length) : 1;
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
