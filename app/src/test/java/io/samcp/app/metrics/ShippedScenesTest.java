package io.samcp.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.samcp.app.panoptic.PanopticFile;
import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.scenes.SceneFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The expected answers of the shipped scenes, measured against their truth. */
class ShippedScenesTest {

    private static final Path SCENES = Path.of(System.getProperty("samcp.root"), "scenes");
    private static final double ROUNDING = 0.0006;

    @Test
    void haveTheMetricsStoredBesideThem() throws IOException {
        final SceneFolder folder = SceneFolder.open(SCENES);
        final Evaluation evaluation = new Evaluation(folder.categories());
        for (final PanopticFile.Image image : folder.images()) {
            evaluation.add(folder.truth().map(image.id()), folder.expected().orElseThrow().map(image.id()),
                    RecordedInstances.of(SCENES.resolve("expected/instances.json"), image.id()));
        }
        final JsonNode stored = JsonMapper.shared().readTree(Files.readString(SCENES.resolve("metrics.json"))).get("shipped_12");
        compare("", stored, JsonMapper.shared().readTree(evaluation.report().toJson()));
    }

    @Test
    void areTheirOwnPerfectAnswer() {
        final SceneFolder folder = SceneFolder.open(SCENES);
        final Evaluation evaluation = new Evaluation(folder.categories());
        for (final PanopticFile.Image image : folder.images()) {
            final PanopticMap truth = folder.truth().map(image.id());
            evaluation.add(truth, truth, List.of());
        }
        assertEquals(100, evaluation.report().pq().pq(), 1e-9, "PQ");
        assertEquals(100, evaluation.report().meanIou(), 1e-9, "mIoU");
        assertEquals(0, evaluation.report().ap(), 1e-9, "AP without instances");
    }

    private static void compare(String path, JsonNode expected, JsonNode found) {
        if (expected.isObject()) {
            final List<String> names = new ArrayList<>(expected.propertyNames());
            assertEquals(names, new ArrayList<>(found.propertyNames()), path + ": keys in their order");
            names.forEach(name -> compare(path + "/" + name, expected.get(name), found.get(name)));
        } else if (!(Math.abs(expected.doubleValue() - found.doubleValue()) <= ROUNDING)) {
            fail(path + ": expected " + expected + ", found " + found + ", bound " + ROUNDING);
        }
    }
}
