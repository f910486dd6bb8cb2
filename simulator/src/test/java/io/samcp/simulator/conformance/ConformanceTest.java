package io.samcp.simulator.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.Execution;
import io.samcp.runtime.EngineOptions.MatrixSum;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.PtxAssembler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every micro-program on the engine, interpreted and compiled, in whole warps and in warps with gaps, against what the PTX ISA says. */
final class ConformanceTest {

    @TestFactory
    Stream<DynamicTest> everyProgramGivesWhatTheIsaSays() {
        return Conformance.FAMILIES.stream().map(family -> DynamicTest.dynamicTest(family, () -> check(family)));
    }

    @TestFactory
    Stream<DynamicTest> everyProgramAssembles() {
        return Conformance.FAMILIES.stream().map(family -> DynamicTest.dynamicTest(family,
                () -> Conformance.of(family).sources().forEach(source -> PtxAssembler.assemble(source.file(), source.text(),
                        source.text().contains(".target sm_90\n") ? Architecture.SM_90 : Architecture.SM_80))));
    }

    @Test
    void aDeviceThatSumsInAnotherOrderDiffersAndFailsNothing() {
        final List<Recording> recordings = new ArrayList<>();
        try (Device device = Devices.engine(EngineOptions.allCores().withMatrixSum(MatrixSum.ALIGNED));
                Device engine = Devices.engine(EngineOptions.allCores())) {
            final Conformance.Comparison comparison = Conformance.of("matrix").compare(device, 80, engine, recordings::add);
            assertEquals(List.of(), comparison.findings().failures());
            assertTrue(comparison.findings().comparisons() > 0, "nothing is compared");
            assertEquals(List.of("conformance/matrix_sm_90.ptx needs sm_90"), comparison.left());
            assertTrue(!comparison.different().isEmpty()
                    && comparison.different().keySet().stream().allMatch(p -> p.matches("mma\\S+\\.f32\\.(f16|bf16|tf32)\\..*")),
                    () -> comparison.different().toString());
            assertEquals(comparison.different().values().stream().mapToLong(n -> n).sum(),
                    recordings.stream().mapToLong(Recording::differences).sum());
        }
    }

    @Test
    void everyProgramNoticesWhatWasNeverWritten() {
        final List<MicroProgram> programs = ProgramTable.read("carry");
        final Findings findings = new Findings();
        for (final Batch batch : Batch.of("carry", programs)) {
            final long[][] bits = new long[batch.columns()][batch.vectors().length];
            Arrays.stream(bits).forEach(column -> Arrays.fill(column, Batch.POISON));
            batch.check(List.of(new Batch.Results("device", false, Batch.Leaving.NONE, bits)), findings);
        }
        assertEquals(programs.size(), findings.failures().size());
    }

    private static void check(String family) {
        final EngineOptions options = EngineOptions.allCores();
        try (Device interpreted = Devices.engine(options.withExecution(Execution.INTERPRETED));
                Device compiled = Devices.engine(options.withExecution(Execution.COMPILED))) {
            final Findings findings = Conformance.of(family).check(Map.of("interpreted", interpreted, "compiled", compiled));
            assertEquals(List.of(), findings.failures(), () -> "of " + findings.comparisons() + " results");
            assertTrue(findings.comparisons() > 0, family + " compares nothing");
        }
    }
}
