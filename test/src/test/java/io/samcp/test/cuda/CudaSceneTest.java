package io.samcp.test.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.command.ShippedModel;
import io.samcp.app.metrics.MapComparison;
import io.samcp.app.panoptic.PanopticFile;
import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.Request;
import io.samcp.layers.SamCp;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.driver.NodeOrder;
import io.samcp.test.golden.GoldenData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped scenes, pixels to panoptic maps, through the real JCuda classes. */
final class CudaSceneTest {

    private static final SceneFolder SCENES = SceneFolder.open(GoldenData.projectRoot().resolve("scenes"));

    @Test
    void everySceneIsPyTorchsToThePixelAndTheEnginesToTheBit() {
        final PanopticFile expected = SCENES.expected().orElseThrow();
        final List<PanopticFile.Image> images = SCENES.images();
        assertTrue(images.size() >= 12, "scenes: " + images.size());
        final List<Segmentation> fromCuda;
        try (Device cuda = StandIn.device(NodeOrder.RANDOM); SamCp engine = engine(cuda)) {
            fromCuda = engine.segmentAll(requests(images));
            for (int i = 0; i < images.size(); i++) {
                assertEquals(0, MapComparison.of(expected.map(images.get(i).id()), PanopticMap.of(fromCuda.get(i), engine.vocabulary()))
                        .differingPixels(), images.get(i).fileName());
            }
        }
        try (Device cpu = Devices.engine(EngineOptions.allCores()); SamCp engine = engine(cpu)) {
            assertEquals(engine.segmentAll(requests(images)), fromCuda, "on the engine, and through the CUDA device");
        }
    }

    private static SamCp engine(Device device) {
        return SamCp.builder().weights(ShippedModel.file()).device(device).libraries(false).build();
    }

    private static List<Request> requests(List<PanopticFile.Image> images) {
        return images.stream().map(SCENES::load).map(scene -> new Request(scene.image(), scene.patches())).toList();
    }
}
