package io.samcp.simulator.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.Execution;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.PtxAssembler;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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
