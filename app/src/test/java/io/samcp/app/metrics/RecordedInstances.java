package io.samcp.app.metrics;

import io.samcp.app.patches.CocoRle;
import io.samcp.layers.input.RunLengthMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads COCO results files. */
public final class RecordedInstances {

    private RecordedInstances() {}

    /** The instances of one image, in the file's order. */
    public static List<ScoredMask> of(Path file, int imageId) throws IOException {
        final List<ScoredMask> masks = new ArrayList<>();
        for (final JsonNode node : JsonMapper.shared().readTree(Files.readString(file))) {
            if (node.get("image_id").intValue() == imageId) {
                final JsonNode segmentation = node.get("segmentation");
                final RunLengthMask mask = new RunLengthMask(segmentation.get("size").get(1).intValue(),
                        segmentation.get("size").get(0).intValue(), CocoRle.decode(segmentation.get("counts").stringValue()));
                masks.add(new ScoredMask(node.get("category_id").intValue(), node.get("score").doubleValue(), mask.toBitPlane()));
            }
        }
        return masks;
    }
}
