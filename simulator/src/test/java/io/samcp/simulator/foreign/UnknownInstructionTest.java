package io.samcp.simulator.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.simulator.launch.PtxText;
import io.samcp.simulator.parse.PtxSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What the engine does not know is reported all at once, with line and column, also in functions that nobody calls; nothing is skipped. A text
 * with such findings cannot be launched.
 */
final class UnknownInstructionTest {

    private static List<String> findings(String text) {
        return assertThrows(PtxSyntaxException.class, () -> PtxText.read("test.ptx", text)).findings();
    }

    @Test
    void compiledTexturesSurfacesAndPrints() {
        assertEquals(List.of("28:2: stackrestore.u64: not an instruction this engine knows",
                "60:2: tex.2d.v4.f32.f32: not an instruction this engine knows",
                "63:2: suld.b.2d.b32.trap: not an instruction this engine knows",
                "66:2: multimem.ld_reduce.relaxed.sys.global.add.f32: not an instruction this engine knows",
                "70:2: vadd4.u32.u32.u32: not an instruction this engine knows",
                "73:2: tcgen05.wait::ld.sync.aligned: not an instruction this engine knows",
                "97:2: call.uni: calls no function of this module"), findings(ForeignProgram.texts().get("unknown.ptx")));
    }

    @Test
    void togetherWithWhatCannotBeRead() {
        assertEquals(List.of("4:9: unknown type '.texref'", "9:10: unknown type '.b128'",
                "10:5: frob.nicate.u32: not an instruction this engine knows",
                "11:21: add.u32: expected an operand, found '*'",
                "12:5: tex.1d.v4.f32.s32: not an instruction this engine knows", "13:5: ld.global.u32: '[samples+0]' is not declared",
                "14:17: mov.u32: not a number: '0x1G'", "15:5: add.wrong.u32: unknown modifier '.wrong'",
                "19:5: waddle: not an instruction this engine knows"),
                findings("""
                        .version 9.0
                        .target sm_90
                        .address_size 64
                        .global .texref samples;
                        .global .b8 fine[4] = {1, 2, 3, 4};
                        .visible .entry one(.param .u64 out)
                        {
                            .reg .u32 %x, %y;
                            .reg .b128 %q;
                            frob.nicate.u32 %x, %y;
                            add.u32 %x, %x, *;
                            tex.1d.v4.f32.s32 {%x, %y, %x, %y}, [samples, {%x}];
                            ld.global.u32 %x, [samples];
                            mov.u32 %x, 0x1G;
                            add.wrong.u32 %x, %y, 1;
                            ret;
                        }
                        .func idle() {
                            waddle;
                            ret;
                        }
                        """));
    }

    /** Instructions of the compiled programs, some of each replaced by others that do not exist. */
    @Test
    void anywhere() {
        final Random random = new Random(6);
        int replaced = 0;
        for (final String file : ForeignProgram.texts().keySet()) {
            if (file.equals("unknown.ptx")) {
                continue;
            }
            final List<String> lines = new ArrayList<>(ForeignProgram.texts().get(file).lines().toList());
            final TreeMap<Integer, String> expected = new TreeMap<>();
            for (int k = 0; k < 12; k++) {
                final int at = random.nextInt(lines.size());
                final String line = lines.get(at);
                if (line.matches("\\t[a-z][a-z0-9]*(\\.[a-z0-9]+)+ .*;") && !line.startsWith("\tcall")) {
                    final String mnemonic = "q" + line.strip().split("\\s", 2)[0];
                    lines.set(at, "\tq" + line.strip());
                    expected.put(at + 1, at + 1 + ":2: " + mnemonic + ": not an instruction this engine knows");
                }
            }
            replaced += expected.size();
            if (!expected.isEmpty()) {
                // texts of newer instructions may hold unknown ones of their own
                assertEquals(List.copyOf(expected.values()),
                        findings(String.join("\n", lines)).stream().filter(f -> f.matches("\\d+:\\d+: q.*")).toList(), file);
            }
        }
        assertTrue(replaced > 200, "replaced " + replaced);
    }
}
