package io.samcp.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.EngineOptions;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Divergence, reconvergence, barriers, exchange between lanes, calls, atomics. */
final class ControlFlowTest {

    private static final String START = """
                .reg .u32 %t, %lane;
                .reg .s32 %i, %n, %v, %o;
                .reg .u64 %p;
                .reg .pred %q, %r;
                mov.u32 %t, %tid.x;
                and.b32 %lane, %t, 31;
                mad.wide.u32 %p, %t, 4, %out;
            """;

    private static void check(int threads, String declarations, String statements, IntUnaryOperator expected) {
        final int[] wanted = new int[threads];
        Arrays.setAll(wanted, expected);
        final TextKernel kernel = TextKernel.of(declarations, START + statements + "    st.global.s32 [%p], %v;\n    exit;\n", 4,
                4L * threads);
        for (final EngineOptions options : List.of(EngineOptions.deterministic(), new EngineOptions(1, EngineOptions.WarpOrder.REVERSE, 0),
                new EngineOptions(2, EngineOptions.WarpOrder.RANDOM, 3))) {
            final int[] out = new int[threads];
            kernel.run(options, LaunchGeometry.of(1, threads), MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(out));
            assertArrayEquals(wanted, out, options.toString());
        }
    }

    @Test
    void loopsOfDifferentLength() {
        check(70, "", """
                    mov.s32 %v, 0;
                    mov.u32 %n, %t;
                AGAIN:
                    setp.le.s32 %q, %n, 0;
                    @%q bra DONE;
                    add.s32 %v, %v, %n;
                    sub.s32 %n, %n, 1;
                    bra AGAIN;
                DONE:
                """, t -> t * (t + 1) / 2);
    }

    @Test
    void nestedBranchesMeetAgain() {
        check(64, "", """
                    and.b32 %n, %t, 1;
                    setp.eq.s32 %q, %n, 0;
                    and.b32 %n, %t, 2;
                    setp.eq.s32 %r, %n, 0;
                    @%q bra EVEN;
                    @%r bra ODD_LOW;
                    mov.s32 %v, 3;
                    bra ODD_DONE;
                ODD_LOW:
                    mov.s32 %v, 1;
                ODD_DONE:
                    bra ALL;
                EVEN:
                    mov.s32 %v, 0;
                    @%r bra ALL;
                    mov.s32 %v, 2;
                ALL:
                    shfl.sync.bfly.b32 %o, %v, 1, 31, -1;
                    mad.lo.s32 %v, %v, 10, %o;
                """, t -> t % 4 * 10 + (t ^ 1) % 4);
    }

    @Test
    void aLoopThatOnlyAnExitLeaves() {
        check(33, "", """
                    mov.s32 %v, 7;
                    shfl.sync.bfly.b32 %o, %v, 0, 31, -1;
                    mov.u32 %n, %t;
                SPIN:
                    st.global.s32 [%p], %n;
                    sub.s32 %n, %n, 1;
                    setp.lt.s32 %q, %n, 0;
                    @%q exit;
                    bra SPIN;
                """, _ -> 0);
    }

    @Test
    void barriersOrderSharedMemory() {
        check(96, "", """
                    .shared .align 4 .b32 room[96];
                    mov.u32 %v, room;
                    mad.lo.u32 %n, %t, 4, %v;
                    mul.lo.u32 %o, %t, 3;
                    st.shared.b32 [%n], %o;
                    bar.sync 0;
                    sub.u32 %n, 95, %t;
                    mad.lo.u32 %n, %n, 4, %v;
                    ld.shared.b32 %v, [%n];
                """, t -> 3 * (95 - t));
    }

    @Test
    void barriersDoNotWaitForThoseWhoLeft() {
        check(64, "", """
                    mov.s32 %v, 1;
                    st.global.s32 [%p], %v;
                    setp.ge.u32 %q, %t, 32;
                    @%q exit;
                    bar.sync 0;
                    mov.s32 %v, 2;
                """, t -> t < 32 ? 2 : 1);
    }

    @Test
    void shufflesOfEveryKind() {
        check(32, "", "mov.u32 %n, %t;\nshfl.sync.up.b32 %v, %n, 3, 0, -1;\n", t -> t < 3 ? t : t - 3);
        check(32, "", "mov.u32 %n, %t;\nshfl.sync.down.b32 %v, %n, 5, 31, -1;\n", t -> t + 5 > 31 ? t : t + 5);
        check(32, "", "mov.u32 %n, %t;\nshfl.sync.idx.b32 %v, %n, 9, 31, -1;\n", _ -> 9);
        check(32, "", "mov.u32 %n, %t;\nshfl.sync.bfly.b32 %v, %n, 4, 31, -1;\n", t -> t ^ 4);
        check(32, "", "mov.u32 %n, %t;\nshfl.sync.down.b32 %v|%q, %n, 30, 31, -1;\nselp.s32 %v, %v, -1, %q;\n", t -> t < 2 ? t + 30 : -1);
    }

    @Test
    void votes() {
        check(32, "", "setp.lt.u32 %q, %t, 5;\nvote.sync.ballot.b32 %v, %q, -1;\n", _ -> 31);
        check(32, "", "setp.lt.u32 %q, %t, 5;\nvote.sync.any.pred %r, %q, -1;\nselp.s32 %v, 1, 0, %r;\n", _ -> 1);
        check(32, "", "setp.lt.u32 %q, %t, 5;\nvote.sync.all.pred %r, %q, -1;\nselp.s32 %v, 1, 0, %r;\n", _ -> 0);
    }

    @Test
    void functionsAreCalled() {
        check(40, """
                .func (.reg .s32 %y) twice(.reg .s32 %x)
                {
                    add.s32 %y, %x, %x;
                    ret;
                }
                .func (.reg .s32 %y) twice_and_more(.reg .s32 %x, .reg .s32 %more)
                {
                    .reg .pred %odd;
                    .reg .s32 %b;
                    and.b32 %b, %x, 1;
                    setp.eq.s32 %odd, %b, 1;
                    call (%y), twice, (%x);
                    @%odd ret;
                    add.s32 %y, %y, %more;
                    ret;
                }
                """, "mov.u32 %n, %t;\ncall (%v), twice_and_more, (%n, 100);\n", t -> 2 * t + (t % 2 == 0 ? 100 : 0));
    }

    @Test
    void atomicsCountEveryThread() {
        final TextKernel kernel = TextKernel.of("", """
                    .reg .u32 %t;
                    .reg .pred %q;
                    mov.u32 %t, %tid.x;
                    red.global.add.u32 [%out], 1;
                    red.global.max.u32 [%out+4], %t;
                    setp.ge.u32 %q, %t, 50;
                    @%q red.global.or.b32 [%out+8], 64;
                    exit;
                """, 4, 12);
        final int[] out = new int[3];
        kernel.run(EngineOptions.allCores(), LaunchGeometry.of(300, 70), MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(out));
        assertArrayEquals(new int[]{21_000, 69, 64}, out);
    }

    @Test
    void indicesOfThreadsAndBlocks() {
        final TextKernel kernel = TextKernel.of("", """
                    .reg .u32 %b, %t, %n, %i;
                    .reg .u64 %p;
                    mov.u32 %b, %ctaid.y;
                    mov.u32 %n, %nctaid.x;
                    mov.u32 %i, %ctaid.x;
                    mad.lo.u32 %b, %b, %n, %i;
                    mov.u32 %n, %ntid.x;
                    mov.u32 %t, %tid.x;
                    mad.lo.u32 %i, %b, %n, %t;
                    mad.wide.u32 %p, %i, 4, %out;
                    st.global.u32 [%p], %i;
                    exit;
                """, 4, 4 * 3 * 5 * 33);
        final int[] out = new int[3 * 5 * 33];
        kernel.run(EngineOptions.allCores(), LaunchGeometry.of(3, 5, 33), MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(out));
        for (int i = 0; i < out.length; i++) {
            assertEquals(i, out[i]);
        }
    }

    @Test
    void thoseWhoReturnEarlyAreNotWaitedFor() {
        // as compilers write `if (t % 3 == 0) return;`: a branch to the one ret at the end
        check(96, "", """
                    .shared .align 4 .b32 room[96];
                    mov.s32 %v, -1;
                    st.global.s32 [%p], %v;
                    rem.u32 %n, %t, 3;
                    setp.eq.s32 %q, %n, 0;
                    setp.eq.s32 %r, %n, 1;
                    @%q bra END;
                    @%r bra ONE;
                    bra.uni BOTH;
                ONE:
                    and.b32 %n, %t, 8;
                    setp.eq.s32 %q, %n, 0;
                    @!%q bra BOTH;
                    bra.uni END;
                BOTH:
                    bar.sync 0;
                    mov.s32 %v, 5;
                    st.global.s32 [%p], %v;
                    bra.uni STORE;
                END:
                    ret;
                STORE:
                """,
                t -> t % 3 == 0 || t % 3 == 1 && (t & 8) == 0 ? -1 : 5);
    }

    @Test
    void branchesThroughATable() {
        check(64, "", """
                    rem.u32 %n, %t, 3;
                    TABLE: .branchtargets ZERO, ONE, TWO;
                    brx.idx %n, TABLE;
                ZERO:
                    mov.s32 %v, 10;
                    bra JOIN;
                ONE:
                    mov.s32 %v, 20;
                    bra JOIN;
                TWO:
                    mov.s32 %v, 30;
                JOIN:
                    bar.sync 0;
                """, t -> 10 * (t % 3 + 1));
    }

    @Test
    void blocksHaveLabelsOfTheirOwn() {
        check(33, "", """
                    mov.s32 %v, 0;
                    { LOOP: add.s32 %v, %v, 1; setp.lt.s32 %q, %v, %t; @%q bra LOOP; }
                    { .reg .s32 %n; mov.s32 %n, 0; LOOP: add.s32 %n, %n, 2; setp.lt.s32 %q, %n, 8; @%q bra LOOP; add.s32 %v, %v, %n; }
                """, t -> Math.max(1, t) + 8);
    }

    @Test
    void groupsOfLanesVoteAndMatchOnTheirOwn() {
        final String group = "rem.u32 %n, %t, 3;\nmatch.any.sync.b32 %o, %n, -1;\n";
        check(32, "", group + "redux.sync.add.s32 %v, %t, %o;\n", t -> IntStream.range(0, 32).filter(k -> k % 3 == t % 3).sum());
        check(32, "", group + "setp.ge.u32 %q, %t, 30;\nvote.sync.any.pred %q, %q, %o;\nselp.s32 %v, 1, 0, %q;\n", t -> t % 3 == 2 ? 0 : 1);
        check(32, "", "shr.u32 %n, %t, 4;\nmatch.all.sync.b32 %v|%q, %n, -1;\nselp.s32 %v, 1, %v, %q;\n", _ -> 0);
        check(32, "", ".reg .b64 %w;\ncvt.u64.u32 %w, %lane;\nshl.b64 %w, %w, 40;\nmatch.any.sync.b64 %v, %w, -1;\n", t -> 1 << t);
    }

    @Test
    void theClockGoesOn() {
        check(32, "", """
                    .reg .u64 %from, %to;
                    mov.u64 %from, %clock64;
                WAIT:
                    mov.u64 %to, %clock64;
                    sub.s64 %to, %to, %from;
                    setp.lt.u64 %q, %to, 1000;
                    @%q bra WAIT;
                    mov.s32 %v, 1;
                """, _ -> 1);
    }

    @Test
    void warpsWaitForEachOther() {
        // every warp waits for the one after it, so some order makes each of them wait
        check(96, "", """
                    .shared .align 4 .b32 flag[4];
                    shr.u32 %n, %t, 5;
                    shl.b32 %n, %n, 2;
                    mov.u32 %o, flag;
                    add.u32 %n, %n, %o;
                    setp.lt.u32 %q, %t, 4;
                    shl.b32 %v, %t, 2;
                    add.u32 %v, %v, %o;
                    @%q st.shared.b32 [%v], 0;
                    bar.sync 0;
                    setp.ge.u32 %q, %t, 64;
                WAIT:
                    @%q bra GO;
                    ld.volatile.shared.b32 %v, [%n+4];
                    setp.ne.s32 %q, %v, 0;
                    bra WAIT;
                GO:
                    st.volatile.shared.b32 [%n], 1;
                    mov.s32 %v, 1;
                """, _ -> 1);
    }

    @Test
    void parametersHaveAddresses() {
        check(32, "", """
                    .reg .u64 %at, %value;
                    mov.b64 %at, out;
                    ld.param.u64 %value, [%at];
                    cvta.param.u64 %at, out;
                    ld.u64 %at, [%at];
                    setp.eq.s64 %q, %at, %value;
                    setp.eq.and.s64 %q, %at, %out, %q;
                    selp.s32 %v, 1, 0, %q;
                    ld.param.v2.b32 {%n, _}, [out];
                    cvt.u32.u64 %o, %out;
                    sub.s32 %n, %n, %o;
                    add.s32 %v, %v, %n;
                """, _ -> 1);
    }
}
