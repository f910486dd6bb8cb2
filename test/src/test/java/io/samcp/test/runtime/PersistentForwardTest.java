package io.samcp.test.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.command.ShippedModel;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.Model;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.layers.inference.NetworkSize;
import io.samcp.layers.inference.PatchTable;
import io.samcp.layers.inference.Trace;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.DownloadWork;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.PersistentWork;
import io.samcp.runtime.UploadWork;
import io.samcp.runtime.Work;
import io.samcp.test.golden.GoldenData;
import io.samcp.weights.ModelWeights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A forward pass from image to maps as one launch. */
final class PersistentForwardTest {

    private record Pass(Trace trace, List<Work> work) {}

    private static Pass run(int threads, boolean persistent) {
        try (Device device = Devices.engine(new EngineOptions(threads, EngineOptions.WarpOrder.FORWARD, 0));
                ModelWeights weights = ModelWeights.open(ShippedModel.file());
                Model model = new Model(device, weights, weights.imageInput(), weights.textEmbedding(), weights.semanticTextEmbedding(),
                        ModelOptions.exact().withPersistent(persistent));
                Inference inference = new Inference(model)) {
            final SceneFolder scenes = SceneFolder.open(GoldenData.projectRoot().resolve("scenes"));
            final Scene scene = scenes.load(scenes.images().get(8));
            final NetworkSize size = NetworkSize.of(scene.image().width(), scene.image().height(), weights.imageInput());
            final NetworkInput input = new NetworkInput(new NetworkInput.Source.Image(scene.image()), size,
                    PatchTable.of(scene.patches(), size, Optional.empty()));
            final Trace trace = inference.trace(input);
            for (int again = 0; again < 2; again++) {
                assertEquals(trace.segmentation(), inference.run(input), "without taps, once more");
            }
            return new Pass(trace, inference.plan(input).work());
        }
    }

    @Test
    void isOneLaunchWithTheSameBits() {
        final Pass many = run(2, false);
        final Pass one = run(2, true);
        assertEquals(3, one.work().size(), () -> "copy in, launch, copy out: " + one.work());
        assertTrue(one.work().get(0) instanceof UploadWork && one.work().get(2) instanceof DownloadWork, () -> one.work().toString());
        final PersistentWork launch = (PersistentWork) one.work().get(1);
        assertEquals(many.work().size() - 2, launch.parts().size(), "parts");
        assertTrue(many.trace().tensors().size() > 20, "tensors: " + many.trace().tensors().keySet());
        many.trace().tensors().forEach((name, tensor) -> assertEquals(-1,
                tensor.data().mismatch(one.trace().tensors().get(name).data()), () -> name + ": first byte that differs"));
        assertEquals(many.trace().segmentation(), one.trace().segmentation());
    }
}
