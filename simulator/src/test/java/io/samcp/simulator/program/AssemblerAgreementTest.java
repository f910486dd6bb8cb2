package io.samcp.simulator.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.AssemblyException;
import io.samcp.runtime.assembler.PtxAssembler;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.exec.StaticMemory;
import io.samcp.simulator.parse.PtxParser;
import io.samcp.simulator.parse.PtxSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Right and wrong instructions, one by one: NVIDIA's assembler and the engine must agree which is which. */
final class AssemblerAgreementTest {

    private static final String HEAD = """
            .version 8.0
            .target %s
            .address_size 64
            .global .align 16 .b8 gv[64];
            .shared .align 16 .b8 sv[64];
            .visible .entry k(.param .u64 in, .param .u32 n)
            {
                .reg .pred %p<8>;
                .reg .b8 %q<4>;
                .reg .b16 %h<8>;
                .reg .u16 %us<8>;
                .reg .s16 %ss<8>;
                .reg .f16 %hf<8>;
                .reg .b32 %b<8>;
                .reg .u32 %u<8>;
                .reg .s32 %s<8>;
                .reg .f32 %f<8>;
                .reg .b64 %bd<8>;
                .reg .u64 %ud<8>;
                .reg .s64 %sd<8>;
                .reg .f64 %fd<8>;
                .reg .f16x2 %hx<8>;
                .local .align 8 .b8 lv[16];
            """;

    private static List<String> forms(String file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(AssemblerAgreementTest.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }

    @Test
    void onEveryForm() throws IOException {
        agree(forms("forms.txt"), Architecture.SM_80);
    }

    @Test
    void onEveryFormSinceSm90() throws IOException {
        agree(forms("forms-sm_90.txt"), Architecture.SM_90);
    }

    private static void agree(List<String> forms, Architecture architecture) {
        final List<String> accepted = new ArrayList<>();
        final List<String> refused = new ArrayList<>();
        for (final String form : forms) {
            (engine(kernel(form, architecture)).isEmpty() ? accepted : refused).add(form);
        }
        assertTrue(accepted.size() > 20 && refused.size() > 4, "both sides are well represented");
        // All that is right assembles at once, which is faster; one by one only to tell what is wrong.
        if (!assembler(kernel(String.join("\n", accepted), architecture), architecture).isEmpty()) {
            assertEquals(List.of(), accepted.stream().map(form -> form + assembler(kernel(form, architecture), architecture))
                    .filter(said -> !said.endsWith(";")).toList(), "the engine accepts");
        }
        assertEquals(List.of(), refused.stream().filter(form -> assembler(kernel(form, architecture), architecture).isEmpty())
                .map(form -> form + ": " + engine(kernel(form, architecture))).toList(), "the assembler accepts");
    }

    private static String kernel(String instructions, Architecture architecture) {
        return HEAD.replace("%s\n", architecture.target() + "\n") + instructions + "\nL1:\n    ret;\n}\n";
    }

    /** Empty, or why it was refused. */
    private static String assembler(String text, Architecture architecture) {
        try {
            PtxAssembler.assemble("form", text, architecture);
            return "";
        } catch (AssemblyException e) {
            return e.getMessage();
        }
    }

    private static String engine(String text) {
        try (Arena arena = Arena.ofConfined()) {
            final PtxModule module = PtxParser.parse("form.ptx", text);
            ModuleCheck.check(module);
            Lowerer.lower(module, "k", new StaticMemory(arena, module));
            return "";
        } catch (PtxSyntaxException e) {
            return e.getMessage();
        }
    }
}
