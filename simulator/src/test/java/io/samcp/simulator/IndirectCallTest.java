package io.samcp.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.KernelFaultException;
import io.samcp.simulator.parse.PtxSyntaxException;
import org.junit.jupiter.api.Test;

/** Calls through registers, and variables that begin with addresses. */
final class IndirectCallTest {

    private static final String FUNCTIONS = """
            .func (.reg .u32 %r) twice(.reg .u32 %a)
            {
                add.u32 %r, %a, %a;
                ret;
            }
            .func (.reg .u32 %r) square(.reg .u32 %a)
            {
                mul.lo.u32 %r, %a, %a;
                ret;
            }
            .func (.reg .u32 %r) sum(.reg .u32 %a, .reg .u32 %b)
            {
                add.u32 %r, %a, %b;
                ret;
            }
            .global .u64 table[3] = {twice, square, sum};
            .global .u32 numbers[3] = {10, 20, 30};
            .global .u64 second = numbers+4;
            .const .u64 third[1] = {generic(numbers)+8};
            .global .b8 split[8] = {0xFF(second), 0xFF00(second), 0xFF0000(second), 0xFF000000(second), 0xFF00000000(second),
                0xFF0000000000(second), 0xFF000000000000(second), 0xFF00000000000000(second)};
            """;

    private static final String BEGIN = """
                .reg .u32 %t, %k, %x;
                .reg .u64 %f, %p;
                .reg .pred %odd;
                mov.u32 %t, %tid.x;
                mad.wide.u32 %out, %t, 4, %out;
                and.b32 %k, %t, 1;
                setp.ne.u32 %odd, %k, 0;
            """;

    private static int[] run(String statements) {
        return TextKernel.of(FUNCTIONS, BEGIN + statements + "    st.global.u32 [%out], %x;\n    exit;\n", 4, 16).words(4, 0);
    }

    @Test
    void callsWhatEachLanePointsTo() {
        assertArrayEquals(new int[]{0, 1, 4, 9}, run("""
                    mov.u64 %p, table;
                    mad.wide.u32 %p, %k, 8, %p;
                    ld.global.u64 %f, [%p];
                    shape: .callprototype (.reg .u32 _) _ (.reg .u32 _);
                    call (%x), %f, (%t), shape;
                """));
    }

    @Test
    void callsOneOfAList() {
        assertArrayEquals(new int[]{77, 2, 77, 6}, run("""
                    mov.u64 %f, twice;
                    mov.u32 %x, 77;
                    those: .calltargets square, twice;
                    @%odd call (%x), %f, (%t), those;
                """));
    }

    @Test
    void trapsAtOtherAddresses() {
        for (final String wrong : new String[]{"mov.u64 %f, 0;", "mov.u64 %f, sum;", "mov.u64 %f, numbers;"}) {
            final KernelFaultException fault = assertThrows(KernelFaultException.class, () -> run(wrong + """

                        shape: .callprototype (.reg .u32 _) _ (.reg .u32 _);
                        call (%x), %f, (%t), shape;
                    """));
            assertEquals(KernelFaultException.Kind.TRAP, fault.kind(), wrong);
        }
    }

    @Test
    void functionsHaveNoMemory() {
        assertTrue(assertThrows(PtxSyntaxException.class, () -> run("    ld.global.u32 %x, [twice];\n")).getMessage()
                .contains("lies in .func"));
    }

    @Test
    void variablesBeginWithAddresses() {
        assertArrayEquals(new int[]{50, 50, 50, 50}, run("""
                    .reg .u32 %y;
                    ld.global.u64 %p, [second];
                    ld.global.u32 %x, [%p];
                    ld.const.u64 %p, [third];
                    ld.u32 %y, [%p];
                    add.u32 %x, %x, %y;
                """));
    }

    @Test
    void bytesOfAnAddress() {
        assertArrayEquals(new int[]{0, 0, 0, 0}, run("""
                    .reg .u32 %lo, %hi, %l;
                    .reg .u64 %q;
                    mov.u64 %p, split;
                    mov.u64 %q, second;
                    .reg .u64 %all, %one;
                    mov.u64 %all, 0;
                    mov.u32 %l, 0;
                    next:
                    ld.global.u8 %one, [%p];
                    shl.b64 %one, %one, %l;
                    or.b64 %all, %all, %one;
                    add.u64 %p, %p, 1;
                    add.u32 %l, %l, 8;
                    setp.lt.u32 %odd, %l, 64;
                    @%odd bra next;
                    sub.u64 %all, %all, %q;
                    mov.b64 {%lo, %hi}, %all;
                    or.b32 %x, %lo, %hi;
                """));
    }

    @Test
    void refusesAddressesOfNothing() {
        final TextKernel kernel = TextKernel.of(".global .u64 lost = nowhere;\n", "    exit;\n", 4, 4);
        assertTrue(assertThrows(PtxSyntaxException.class, () -> kernel.words(1, 0)).getMessage().contains("4:14: no address of 'nowhere'"));
    }
}
