package io.samcp.test.cuda;

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
import io.samcp.runtime.CudaDevice;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.tensor.HostTensor;
import io.samcp.simulator.driver.NodeOrder;
import io.samcp.simulator.driver.StandInDriver;
import io.samcp.test.golden.GoldenData;
import io.samcp.weights.ModelWeights;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tensor of a forward pass has the same bits on the PTX engine and through the CUDA device on the stand-in driver. */
final class CudaBitsTest {

    private static StandInDriver driver;
    private static Trace onEngine;

    @BeforeAll
    static void runOnTheEngine() {
        driver = StandIn.driver();
        try (Device engine = Devices.engine(EngineOptions.allCores())) {
            onEngine = trace(engine);
        }
    }

    private static Trace trace(Device device) {
        return trace(device, ModelOptions.exact());
    }

    private static Trace trace(Device device, ModelOptions options) {
        try (ModelWeights weights = ModelWeights.open(ShippedModel.file());
                Model model = new Model(device, weights, weights.imageInput(), weights.textEmbedding(), weights.semanticTextEmbedding(),
                        options);
                Inference inference = new Inference(model)) {
            final SceneFolder scenes = SceneFolder.open(GoldenData.projectRoot().resolve("scenes"));
            final Scene scene = scenes.load(scenes.images().get(8));
            final NetworkSize size = NetworkSize.of(scene.image().width(), scene.image().height(), weights.imageInput());
            final NetworkInput input = new NetworkInput(new NetworkInput.Source.Image(scene.image()), size,
                    PatchTable.of(scene.patches(), size, Optional.empty()));
            final Trace traced = inference.trace(input);
            assertEquals(traced.segmentation(), inference.run(input), "with taps and without");
            return traced;
        }
    }

    private static void assertSameBits(Map<String, HostTensor> expected, Map<String, HostTensor> actual) {
        assertEquals(new TreeSet<>(expected.keySet()), new TreeSet<>(actual.keySet()));
        assertTrue(expected.size() > 20, "tensors: " + expected.keySet());
        expected.forEach((name, tensor) -> assertEquals(-1, tensor.data().mismatch(actual.get(name).data()),
                () -> name + ": first byte that differs"));
    }

    @ParameterizedTest
    @EnumSource(NodeOrder.class)
    void agreesWhateverTheOrderOfTheGraph(NodeOrder order) {
        try (Device device = StandIn.device(order)) {
            final Trace traced = trace(device);
            assertSameBits(onEngine.tensors(), traced.tensors());
            assertEquals(onEngine.segmentation(), traced.segmentation());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void agreesWithAnyNumberOfLanes(int lanes) {
        driver.calm();
        driver.setOrder(NodeOrder.RANDOM, lanes);
        try (Device device = CudaDevice.open(StandIn.options().withLanes(lanes))) {
            assertEquals(onEngine.segmentation(), trace(device).segmentation());
        }
    }

    @Test
    void agreesWhenEachStepIsWaitedFor() {
        driver.calm();
        try (Device device = CudaDevice.open(StandIn.options().blamingEachLaunch())) {
            assertSameBits(onEngine.tensors(), trace(device).tensors());
        }
    }

    /** One cooperative launch in place of all others. */
    @Test
    void agreesAsOneLaunch() {
        try (Device device = StandIn.device()) {
            driver.forgetCalls();
            final Trace traced = trace(device, ModelOptions.exact().withPersistent(true));
            assertSameBits(onEngine.tensors(), traced.tensors());
            assertEquals(onEngine.segmentation(), traced.segmentation());
            assertEquals(2, driver.calls("cuLaunchCooperativeKernel"), "one for the plan with taps, one for that without");
        }
    }
}
