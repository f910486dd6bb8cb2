package io.samcp.test.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.KernelCatalogue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the mutator makes of a text. */
final class MutatorTest {

    private static final String TEXT = """
            .version 8.0
            .target sm_80
            .address_size 64
            .visible .entry small(.param .u64 x)
            {
                .reg .pred %more;
                .reg .u32 %i, %n;
                .reg .f32 %a, %b;
                .reg .u64 %x;
                ld.param.u64 %x, [x];
                mov.u32 %i, %tid.x;
                ld.global.f32 %a, [%x+4];   // a comment
                mul.rn.f32 %b, %a, 0f40000000;
                setp.lt.u32 %more, %i, 7;
                @%more st.global.f32 [%x], %b;
                bar.sync 0;
                ret;
            }
            """;

    private static List<String> ids() {
        return Mutator.mutants("small", TEXT).stream().map(m -> m.line() + " " + m.id()).toList();
    }

    @Test
    void changesOneThingAtATime() {
        assertEquals(List.of(
                "12 ADDRESS: ld.global.f32 %a, [%x+4]; => ld.global.f32 %a, [%x+8];",
                "12 ADDRESS: ld.global.f32 %a, [%x+4]; => ld.global.f32 %a, [%x+0];",
                "13 ARITHMETIC: mul.rn.f32 %b, %a, 0f40000000; => add.rn.f32 %b, %a, 0f40000000;",
                "13 CONSTANT: mul.rn.f32 %b, %a, 0f40000000; => mul.rn.f32 %b, %a, 0fC0000000;",
                "13 CONSTANT: mul.rn.f32 %b, %a, 0f40000000; => mul.rn.f32 %b, %a, 0f40100000;",
                "13 REGISTER: mul.rn.f32 %b, %a, 0f40000000; => mul.rn.f32 %b, %b, 0f40000000;",
                "14 COMPARISON: setp.lt.u32 %more, %i, 7; => setp.le.u32 %more, %i, 7;",
                "14 COMPARISON: setp.lt.u32 %more, %i, 7; => setp.ge.u32 %more, %i, 7;",
                "14 CONSTANT: setp.lt.u32 %more, %i, 7; => setp.lt.u32 %more, %i, 8;",
                "14 CONSTANT: setp.lt.u32 %more, %i, 7; => setp.lt.u32 %more, %i, 6;",
                "14 REGISTER: setp.lt.u32 %more, %i, 7; => setp.lt.u32 %more, %n, 7;",
                "15 REGISTER: @%more st.global.f32 [%x], %b; => @%more st.global.f32 [%x], %a;",
                "15 ADDRESS: @%more st.global.f32 [%x], %b; => @%more st.global.f32 [%x+4], %b;",
                "15 ADDRESS: @%more st.global.f32 [%x], %b; => @%more st.global.f32 [%x+-4], %b;",
                "15 PREDICATE: @%more st.global.f32 [%x], %b; => st.global.f32 [%x], %b;",
                "15 PREDICATE: @%more st.global.f32 [%x], %b; => @!%more st.global.f32 [%x], %b;",
                "16 CONSTANT: bar.sync 0; => bar.sync 1;",
                "16 CONSTANT: bar.sync 0; => bar.sync -1;",
                "16 BARRIER: bar.sync 0; => nothing"), ids());
    }

    @Test
    void changesNothingElse() {
        final List<String> lines = TEXT.lines().toList();
        for (final Mutant mutant : Mutator.mutants("small", TEXT)) {
            final List<String> changed = mutant.text().lines().toList();
            assertEquals(lines.size(), changed.size());
            for (int i = 0; i < lines.size(); i++) {
                assertEquals(i + 1 != mutant.line(), lines.get(i).equals(changed.get(i)), mutant.id());
            }
        }
    }

    @Test
    void mutantsHaveNamesOfTheirOwn() {
        KernelCatalogue.all().stream().filter(kernel -> List.of("layernorm", "l2norm", "boxes", "pooling").contains(kernel.family()))
                .forEach(kernel -> {
                    final List<Mutant> mutants = Mutator.mutants(kernel.name(), kernel.source().text());
                    final Set<String> ids = new HashSet<>();
                    mutants.forEach(m -> assertTrue(ids.add(m.id()), m.id()));
                    assertTrue(mutants.size() >= 50, kernel.name() + " has " + mutants.size());
                });
    }
}
