package io.samcp.simulator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.parse.PtxSyntaxException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PTX that the engine cannot read is refused when it is loaded, with file, line and column. */
final class SyntaxErrorTest {

    private static String refused(String statements) {
        final TextKernel kernel = TextKernel.of("", statements, 4, 4);
        return assertThrows(PtxSyntaxException.class, () -> kernel.run(EngineOptions.deterministic(), LaunchGeometry.of(1, 1),
                MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(new int[1]))).getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"    add.s32 %x, %y, 1;\\n | 9:", "    .reg .s32 %x;\\n    add.s32 %x, %x;\\n | 10:",
        "    .reg .s32 %x;\\n    frobnicate.s32 %x, %x;\\n | 10:", "    .reg .s32 %x;\\n    mov.s32 %x, 1\\n | 11:",
        "    bra NOWHERE;\\n | 9:",
        "    .reg .f33 %x;\\n | 9:"})
    void saysWhere(String statements, String position) {
        final String message = refused(statements.replace("\\n", "\n") + "    exit;\n");
        assertTrue(message.contains("test.ptx") && message.contains(position), "'" + position + "' in: " + message);
    }

    @Test
    void reportsEverythingUnknownTogether() {
        final String message = refused("""
                    .reg .s32 %x;
                    frobnicate.s32 %x, %x;
                    add.s32 %x, %x, 1;
                    wiggle.f32 %x;
                    exit;
                """);
        assertTrue(message.contains("10:") && message.contains("12:"), message);
    }

    @Test
    void reportsWrongOperandsLabelsAndCallsTogether() {
        final String message = refused("""
                    .reg .s32 %x;
                    .reg .f32 %f;
                    .reg .u64 %l;
                    add.s32 %x, %f, 1;
                    add.s32 %x, %x, 1.0;
                    bra NOWHERE;
                    call nothing;
                    mul.s32 %x, %x, 2;
                    ex2.f32 %f, %f;
                    mov.u32 %l, 1;
                    @%x exit;
                    add.sat.u32 %x, %x, 1;
                    exit;
                """);
        for (int line = 12; line <= 20; line++) {
            assertTrue(message.contains(" " + line + ":5: "), line + " in: " + message);
        }
    }

    @Test
    void refusesNamesDeclaredTwice() {
        assertTrue(refused("    .reg .s32 %x;\n    .reg .f32 %x;\n    exit;\n").contains("10:15"));
    }

    @Test
    void refusesAnEntryThatIsNotThere() {
        final TextKernel kernel = new TextKernel(
                ".version 8.0\n.target sm_80\n.address_size 64\n.visible .entry other()\n{\n    exit;\n}\n", 4, 4);
        assertThrows(PtxSyntaxException.class, () -> kernel.run(EngineOptions.deterministic(), LaunchGeometry.of(1, 1),
                MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(new int[1])));
    }
}
