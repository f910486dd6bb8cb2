package io.samcp.bench.gpu;

import io.samcp.app.command.ShippedModel;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
import io.samcp.runtime.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shipped scenes give the panoptic maps of the PTX engine, which are those of PyTorch. */
final class ScenesPart implements Part {

    @Override
    public Answer ask(Device device, Bundle bundle) {
        final List<String> lines = new ArrayList<>();
        int equal = 0;
        final List<Path> scenes = bundle.scenes();
        try (SamCp engine = SamCp.builder().weights(ShippedModel.file()).device(device).libraries(false).build();
                Session session = engine.openSession()) {
            for (final Path file : scenes) {
                final SceneRequest scene = SceneRequest.read(file);
                if (Arrays.equals(scene.map(), session.segment(scene.image(), scene.patches()).panoptic().values())) {
                    equal++;
                } else {
                    lines.add("scene " + scene.name() + ": the map differs");
                }
            }
        }
        lines.add(equal + " of " + scenes.size() + " panoptic maps are equal to the pixel");
        return Answer.of(equal == scenes.size() && equal > 0, lines);
    }
}
