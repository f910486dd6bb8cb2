package io.samcp.layers.result;

import java.util.List;

/**
 * The whole answer for one image.
 *
 * @param width columns of the original image
 * @param height rows of the original image
 * @param instances best first
 * @param segments accepted segments of the panoptic map, best first
 * @param panoptic panoptic map
 * @param semantic semantic map, {@code panoptic % 1000}
 */
public record Segmentation(int width, int height, List<Instance> instances, List<Segment> segments, LabelMap panoptic, LabelMap semantic) {

    public Segmentation {
        instances = List.copyOf(instances);
        segments = List.copyOf(segments);
    }
}
