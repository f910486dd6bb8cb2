package io.samcp.test.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.layers.inference.ModelOptions;
import org.junit.jupiter.params.provider.EnumSource;
import io.samcp.kernels.Precision;
import io.samcp.app.verify.Verification;
import io.samcp.runtime.Device;
import io.samcp.simulator.driver.LiveObjects;
import io.samcp.simulator.driver.NodeOrder;
import io.samcp.simulator.driver.StandInDriver;
import io.samcp.test.golden.GoldenData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden results through the real JCuda classes: captured with taps and without, graph nodes in random order. */
final class CudaConformanceTest {

    private static StandInDriver driver;
    private static Device device;

    @BeforeAll
    static void open() {
        driver = StandIn.driver();
        driver.setOrder(NodeOrder.RANDOM, 7);
        device = StandIn.device();
    }

    @AfterAll
    static void close() {
        if (device != null) {
            device.close();
            assertEquals(LiveObjects.NONE, driver.live());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"affinity", "box_encoding", "crop_masks", "dca_merge", "ffn", "layernorm", "mask_roi_align", "masked_mha",
        "multilevel_roi_align", "postprocess_a", "postprocess_b", "text_classifier", "case_p1", "case_p7", "case_p33", "case_p100",
        "case_flag_mean", "case_flag_nodca", "case_flag_nomask", "case_flag_norefine", "case_flag_qe", "case_flag_share", "case_batch2"})
    void agreesWithPyTorch(String name) {
        final StringWriter report = new StringWriter();
        driver.setOrder(NodeOrder.RANDOM, name.hashCode());
        final boolean passed = new Verification(device, ModelOptions.exact()).run(GoldenData.folder(), Set.of(name), running -> {},
                new PrintWriter(report));
        assertTrue(passed, report::toString);
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = EnumSource.Mode.EXCLUDE, names = "FP32")
    void everyStageOfOtherPrecisionsIsAsGoodAsPlainLoops(Precision precision) {
        final StringWriter report = new StringWriter();
        driver.setOrder(NodeOrder.RANDOM, precision.ordinal());
        assertTrue(new Verification(device, ModelOptions.of(false, precision)).run(GoldenData.folder(), Set.of("case_p33"), running -> {},
                new PrintWriter(report)), report::toString);
    }
}
