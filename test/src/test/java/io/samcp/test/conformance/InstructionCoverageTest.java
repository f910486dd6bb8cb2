package io.samcp.test.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.KernelCatalogue;
import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.conformance.Conformance;
import io.samcp.simulator.conformance.MicroProgram;
import io.samcp.simulator.conformance.Mnemonic;
import io.samcp.simulator.parse.PtxParser;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every instruction of our kernels, with its modifiers, is in a micro-program whose result the PTX ISA defines. */
final class InstructionCoverageTest {

    /** Without a result of their own; {@code ret} and parameters are in every program. */
    private static final Set<String> EVERYWHERE = Set.of("ld.param.u32", "ld.param.s32", "ld.param.f32", "ld.param.b32", "ld.param.u64",
            "ld.param.b64");

    private static Set<String> covered() {
        return Conformance.FAMILIES.stream().flatMap(family -> Conformance.of(family).programs().stream()).map(MicroProgram::mnemonics)
                .flatMap(mnemonics -> mnemonics.stream()).map(Mnemonic::key).collect(Collectors.toSet());
    }

    @Test
    void everyInstructionOfOurKernelsHasAProgram() {
        final Set<String> covered = covered();
        final Map<String, String> missing = new TreeMap<>();
        int instructions = 0;
        for (final var kernel : KernelCatalogue.all()) {
            final PtxModule module = PtxParser.parse(kernel.source().file(), kernel.source().text());
            for (final var function : module.functions().values()) {
                for (final Instruction i : function.body()) {
                    instructions++;
                    final String key = Mnemonic.of(i.opcode(), i.modifiers()).key();
                    if (!covered.contains(key) && !EVERYWHERE.contains(key)) {
                        missing.putIfAbsent(key, module.file() + ":" + i.position());
                    }
                }
            }
        }
        assertEquals(Map.of(), missing, "instructions without a program, and where they stand");
        assertTrue(instructions > 1000, () -> "the kernels' instructions are seen");
    }

    @Test
    void noticesWhatNoProgramCovers() {
        assertTrue(!covered().contains(Mnemonic.parse("tex.2d.v4.f32.f32").key()));
    }
}
