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
 */
public record NetworkInput(Source source, NetworkSize size, PatchTable patches) {

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
