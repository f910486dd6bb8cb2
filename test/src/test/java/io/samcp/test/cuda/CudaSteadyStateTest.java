package io.samcp.test.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.samcp.app.command.ShippedModel;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.inference.Inference;
import io.samcp.layers.inference.Model;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.layers.inference.NetworkInput;
import io.samcp.layers.inference.NetworkSize;
import io.samcp.layers.inference.PatchTable;
import io.samcp.runtime.Device;
import io.samcp.simulator.driver.LiveObjects;
import io.samcp.simulator.driver.StandInDriver;
import io.samcp.test.golden.GoldenData;
import io.samcp.weights.ModelWeights;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** After the first request of a bucket, a forward pass allocates nothing and makes four calls. */
final class CudaSteadyStateTest {

    /** Enough for the compiler to settle; counted in a forward pass of a few patches, which takes some 100 ms on the engine. */
    private static final int WARM_UP = 3;
    private static final int MEASURED = 5;

    @Test
    void aForwardPassAllocatesNothingAndMakesFourCalls() {
        final StandInDriver driver = StandIn.driver();
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Device device = StandIn.device();
                ModelWeights weights = ModelWeights.open(ShippedModel.file());
                Model model = new Model(device, weights, weights.imageInput(), weights.textEmbedding(), weights.semanticTextEmbedding(),
                        ModelOptions.exact());
                Inference inference = new Inference(model)) {
            final NetworkInput input = input(weights);
            for (int i = 0; i < WARM_UP; i++) {
                inference.runBlocking(input);
            }
            final LiveObjects before = driver.live();
            driver.forgetCalls();
            final long first = threads.getCurrentThreadAllocatedBytes();
            final long readingItself = threads.getCurrentThreadAllocatedBytes() - first;
            final long start = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MEASURED; i++) {
                inference.runBlocking(input);
            }
            final long allocated = threads.getCurrentThreadAllocatedBytes() - start - readingItself;
            assertEquals(0, allocated, "bytes allocated in " + MEASURED + " forward passes");
            assertEquals(4L * MEASURED, driver.calls(), "calls of the driver");
            assertEquals(MEASURED, driver.calls("cuGraphLaunch"));
            assertEquals(MEASURED, driver.calls("cuStreamSynchronize"));
            assertEquals(2L * MEASURED, driver.calls("cuCtxSetCurrent"));
            assertEquals(before, driver.live(), "what the driver holds");
            assertTrue(before.deviceBytes() > 0, before.toString());
        }
    }

    private static NetworkInput input(ModelWeights weights) {
        final SceneFolder scenes = SceneFolder.open(GoldenData.projectRoot().resolve("scenes"));
        final Scene scene = scenes.load(scenes.images().get(9));
        final NetworkSize size = NetworkSize.of(scene.image().width(), scene.image().height(), weights.imageInput());
        return new NetworkInput(new NetworkInput.Source.Image(scene.image()), size,
                PatchTable.of(scene.patches(), size, Optional.empty()));
    }
}
