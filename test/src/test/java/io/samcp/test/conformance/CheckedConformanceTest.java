package io.samcp.test.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.verify.Verification;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.runtime.Check;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All our kernels on the golden cases with every check of the PTX engine: no race, nothing unwritten is read, no barrier is missed. */
final class CheckedConformanceTest {

    @ParameterizedTest
    @ValueSource(strings = {"affinity", "box_encoding", "crop_masks", "dca_merge", "ffn", "layernorm", "mask_roi_align", "masked_mha",
        "multilevel_roi_align", "postprocess_a", "postprocess_b", "text_classifier", "case_p1", "case_p7", "case_p33", "case_p100",
        "case_flag_mean", "case_flag_nodca", "case_flag_nomask", "case_flag_norefine", "case_flag_qe", "case_flag_share", "case_batch2"})
    void runsCleanUnderAllChecks(String name) {
        final StringWriter report = new StringWriter();
        try (Device device = Devices.engine(EngineOptions.allCores().withChecks(Check.all()))) {
            assertTrue(
                    new Verification(device, ModelOptions.exact()).run(GoldenData.folder(), Set.of(name), _ -> {}, new PrintWriter(report)),
                    report::toString);
        }
    }

    /** The same as one launch: nothing but the meetings between phases orders the blocks, which the race check holds against every access. */
    @ParameterizedTest
    @ValueSource(strings = {"case_flag_mean", "case_flag_qe"})
    void runsCleanAsOneLaunch(String name) {
        final StringWriter report = new StringWriter();
        try (Device device = Devices.engine(EngineOptions.allCores().withChecks(Check.all()))) {
            assertTrue(new Verification(device, ModelOptions.exact().withPersistent(true)).run(GoldenData.folder(), Set.of(name), _ -> {},
                    new PrintWriter(report)), report::toString);
        }
    }
}
