package io.samcp.test.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.layers.inference.ModelOptions;
import org.junit.jupiter.params.provider.CsvSource;
import io.samcp.kernels.Precision;
import io.samcp.app.verify.GoldenFolder;
import io.samcp.app.verify.Verification;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole forward pass, and single operations, against PyTorch. */
final class GoldenConformanceTest {

    private static Device device;

    @BeforeAll
    static void openDevice() {
        device = Devices.engine(EngineOptions.allCores());
    }

    @AfterAll
    static void closeDevice() {
        device.close();
    }

    private static void verify(GoldenFolder folder, boolean libraries, String... names) {
        final StringWriter report = new StringWriter();
        final boolean passed = new Verification(device, ModelOptions.of(libraries, Precision.FP32)).run(folder, Set.of(names), name -> {},
                new PrintWriter(report));
        assertTrue(passed, report::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"affinity", "box_encoding", "crop_masks", "dca_merge", "ffn", "layernorm", "mask_roi_align", "masked_mha",
        "multilevel_roi_align", "postprocess_a", "postprocess_b", "text_classifier"})
    void operationsAgree(String name) {
        verify(GoldenData.folder(), false, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"case_p1", "case_p7", "case_p33", "case_p100", "case_flag_mean", "case_flag_nodca", "case_flag_nomask",
        "case_flag_norefine", "case_flag_qe", "case_flag_share", "case_batch2"})
    void tinyCasesAgreeWithPtxForEverything(String name) {
        verify(GoldenData.folder(), false, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"case_p1", "case_p7", "case_p33", "case_p100", "case_flag_qe", "case_batch2"})
    void tinyCasesAgreeWithLibraries(String name) {
        verify(GoldenData.folder(), true, name);
    }

    @ParameterizedTest
    @CsvSource({"TF32, false", "BF16, false", "FP16, false", "BF16, true"})
    void everyStageOfOtherPrecisionsIsAsGoodAsPlainLoops(Precision precision, boolean libraries) {
        final StringWriter report = new StringWriter();
        final Set<String> cases = Set.of("case_p33", "case_flag_share", "case_flag_qe", "case_batch2");
        assertTrue(
                new Verification(device, ModelOptions.of(libraries, precision)).run(GoldenData.folder(), cases, name -> {},
                        new PrintWriter(report)),
                report::toString);
        assertTrue(report.toString().contains("per mille of the mask bits differ"), report::toString);
    }

    @Test
    void fullWidthAgreesWithPtxForEverything() {
        try (GoldenFolder full = GoldenFolder.open(GoldenData.path("full"))) {
            verify(full, false, "case_c32");
        }
    }

    @Test
    void everyDamageIsNoticed() {
        final StringWriter report = new StringWriter();
        assertTrue(new Verification(device, ModelOptions.exact()).selfTest(GoldenData.folder(), new PrintWriter(report)), report::toString);
    }
}
