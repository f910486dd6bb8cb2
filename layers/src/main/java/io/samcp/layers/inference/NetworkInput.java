package io.samcp.layers.inference;

import io.samcp.layers.input.RgbImage;
import io.samcp.runtime.tensor.HostTensor;
import java.util.List;

/**
 * What one forward pass takes.
 *
 * @param source where the features come from
 * @param size network size and scale factors
 * @param patches at least one
 * @param batching alone, or padded as in a batch
 */
public record NetworkInput(Source source, NetworkSize size, PatchTable patches, Batching batching) {

    /**
     * @throws IllegalArgumentException if it does not fit into its batch
     */
    public NetworkInput {
        if (batching instanceof Batching.Padded(int width, int height, int most)
                && (size.width() > width || size.height() > height || patches.count() > most)) {
            throw new IllegalArgumentException("an image of " + size.width() + "x" + size.height() + " with " + patches.count()
                    + " patches does not fit into " + batching);
        }
    }

    /** An image by itself. */
    public NetworkInput(Source source, NetworkSize size, PatchTable patches) {
        this(source, size, patches, Batching.ALONE);
    }

    /** Where the features come from. */
    public sealed interface Source {

        /**
         * From an image, which is resized to the network size on the device.
         *
         * @param image of any size
         */
        record Image(RgbImage image) implements Source {}

        /**
         * Feature levels are given.
         *
         * @param levels p2..p5, F32 {@code [h, w, D]}
         */
        record Features(List<HostTensor> levels) implements Source {

            public Features {
                levels = List.copyOf(levels);
            }
        }
    }
}
