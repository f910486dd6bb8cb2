package io.samcp.simulator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.WarpOrder;
import io.samcp.runtime.KernelFaultException;
import io.samcp.runtime.KernelFaultException.Kind;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults planted into small kernels: the check that is meant finds each in every order of warps and reports kernel, line, block, thread and
 * who else was there; with that check off, and on the kernel without the fault, nothing is reported.
 */
final class CheckerTest {

    private static final int THREADS = 64;
    private static final int WORDS = 4 * THREADS;

    private static final String HEAD = """
                .reg .u32 %t, %b, %s, %n, %k;
                .reg .b32 %v, %x;
                .reg .b16 %h;
                .reg .b64 %w;
                .reg .f32 %f;
                .reg .u64 %p, %q;
                .reg .pred %c, %d;
                .shared .align 16 .b8 room[1024];
                .local .align 8 .b8 hall[64];
                mov.u32 %t, %tid.x;
                mov.u32 %b, %ctaid.x;
                shl.b32 %s, %t, 2;
                mov.u32 %n, room;
                add.u32 %n, %n, %s;
                mad.wide.u32 %p, %t, 4, %out;
                mad.wide.u32 %q, %t, 4, %in;
            """;

    /** A fault: what to run, the same without the fault, what the report says. */
    enum Planted {
        SHARED_READ_AFTER_WRITE(Check.RACE, 1, """
                st.shared.b32 [%n], %t;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                """, """
                st.shared.b32 [%n], %t;
                bar.sync 0;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                """, "of shared memory", "'st.shared.b32 [%n], %t;'"),
        SHARED_WRITE_AFTER_READ(Check.RACE, 1, """
                st.shared.b32 [%n], %t;
                bar.sync 0;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                xor.b32 %n, %n, 128;
                st.shared.b32 [%n], %v;
                """, """
                st.shared.b32 [%n], %t;
                bar.sync 0;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                bar.sync 0;
                xor.b32 %n, %n, 128;
                st.shared.b32 [%n], %v;
                """, "of shared memory", "'ld.shared.b32 %v, [%n];'", "'st.shared.b32 [%n], %v;'"),
        SHARED_WRITES_OF_OTHER_VALUES(Check.RACE, 1, "st.shared.b32 [room], %t;\n", "st.shared.b32 [room], 7;\n",
                "offset 0 of shared memory",
                "wrote", "write of other bytes"),
        BYTES_OF_ONE_WORD(Check.RACE, 1, """
                cvt.u16.u32 %h, %t;
                mov.u32 %n, room;
                shr.u32 %x, %t, 1;
                add.u32 %n, %n, %x;
                st.shared.b8 [%n], %h;
                """, """
                cvt.u16.u32 %h, %t;
                mov.u32 %n, room;
                add.u32 %n, %n, %t;
                st.shared.b8 [%n], %h;
                """, "of shared memory"),
        LANES_OF_A_WARP(Check.RACE, 1, """
                st.shared.b32 [%n], %t;
                xor.b32 %n, %n, 4;
                ld.shared.b32 %v, [%n];
                """, """
                st.shared.b32 [%n], %t;
                bar.warp.sync -1;
                xor.b32 %n, %n, 4;
                ld.shared.b32 %v, [%n];
                """, "line", "'st.shared.b32 [%n], %t;'"),
        PART_OF_A_WARP(Check.RACE, 1, """
                setp.lt.u32 %c, %t, 8;
                @!%c bra PAST;
                st.shared.b32 [%n], %t;
                mov.u32 %k, 0xF;
                shr.u32 %x, %t, 2;
                shl.b32 %x, %x, 2;
                shl.b32 %k, %k, %x;
                bar.warp.sync %k;
                xor.b32 %n, %n, 20;
                ld.shared.b32 %v, [%n];
                PAST:
                """, """
                setp.lt.u32 %c, %t, 8;
                @!%c bra PAST;
                st.shared.b32 [%n], %t;
                mov.u32 %k, 0xF;
                shr.u32 %x, %t, 2;
                shl.b32 %x, %x, 2;
                shl.b32 %k, %k, %x;
                bar.warp.sync %k;
                xor.b32 %n, %n, 4;
                ld.shared.b32 %v, [%n];
                PAST:
                """, "thread (0,0,0)", "thread (5,0,0)"),
        BARRIER_OF_THE_OTHERS(Check.RACE, 1, """
                st.shared.b32 [%n], %t;
                setp.lt.u32 %c, %t, 32;
                @%c bar.sync 1, 32;
                @!%c bar.sync 2, 32;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                """, """
                st.shared.b32 [%n], %t;
                setp.lt.u32 %c, %t, 32;
                @%c bar.sync 1, 64;
                @!%c bar.sync 1, 64;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                """, "of shared memory"),
        ARRIVED_TOO_EARLY(Check.RACE, 1, """
                setp.lt.u32 %c, %t, 32;
                @!%c bra TAKE;
                bar.arrive 3, 64;
                st.shared.b32 [%n], %t;
                bra PAST;
                TAKE:
                bar.sync 3, 64;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                PAST:
                """, """
                setp.lt.u32 %c, %t, 32;
                @!%c bra TAKE;
                st.shared.b32 [%n], %t;
                bar.arrive 3, 64;
                bra PAST;
                TAKE:
                bar.sync 3, 64;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                PAST:
                """, "of shared memory"),
        GLOBAL_BETWEEN_BLOCKS(Check.RACE, 2, "mad.lo.u32 %x, %b, 64, %t;\nst.global.b32 [%p], %x;\n", """
                mad.lo.u32 %x, %b, 64, %t;
                mad.wide.u32 %p, %x, 4, %out;
                st.global.b32 [%p], %x;
                """, "'out'", "of block (0,0,0)", "block (1,0,0)"),
        GLOBAL_BETWEEN_WARPS(Check.RACE, 1, """
                st.global.b32 [%p], %t;
                xor.b64 %p, %p, 128;
                ld.global.b32 %v, [%p];
                """, """
                st.global.b32 [%p], %t;
                bar.sync 0;
                ld.global.b32 %v, [%p];
                """, "'out'"),
        FLAG_WITHOUT_FENCE(Check.RACE, 2, """
                setp.ne.u32 %c, %b, 0;
                @%c bra SECOND;
                st.global.b32 [%p], %t;
                st.relaxed.gpu.global.b32 [%out+768], 1;
                bra PAST;
                SECOND:
                ld.relaxed.gpu.global.b32 %v, [%out+768];
                ld.global.b32 %v, [%p];
                PAST:
                """, """
                setp.ne.u32 %c, %b, 0;
                @%c bra SECOND;
                st.global.b32 [%p], %t;
                fence.acq_rel.gpu;
                st.relaxed.gpu.global.b32 [%out+768], 1;
                bra PAST;
                SECOND:
                ld.relaxed.gpu.global.b32 %v, [%out+768];
                fence.acq_rel.gpu;
                setp.ne.u32 %c, %v, 0;
                @%c ld.global.b32 %v, [%p];
                PAST:
                """, "'out'", "of block (0,0,0)"),
        ATOMIC_AND_PLAIN(Check.RACE, 1, "st.shared.b32 [room], 0;\nred.shared.add.u32 [room], 1;\n",
                "st.shared.b32 [room], 0;\nbar.sync 0;\nred.shared.add.u32 [room], 1;\n", "of shared memory"),
        UNWRITTEN_REGISTER(Check.UNINITIALISED, 1, "add.u32 %v, %x, 1;\n", "mov.b32 %x, 3;\nadd.u32 %v, %x, 1;\n", "register '%x'"),
        REGISTER_WRITTEN_BY_SOME(Check.UNINITIALISED, 1, "setp.lt.u32 %c, %t, 40;\n@%c mov.b32 %x, 3;\nadd.u32 %v, %x, 1;\n",
                "setp.lt.u32 %c, %t, 40;\n@%c mov.b32 %x, 3;\n@!%c mov.b32 %x, 4;\nadd.u32 %v, %x, 1;\n", "register '%x'",
                "thread (40,0,0)"),
        UNWRITTEN_PREDICATE(Check.UNINITIALISED, 1, "@%d mov.b32 %v, 1;\n", "setp.eq.u32 %d, %t, 1;\n@%d mov.b32 %v, 1;\n",
                "register '%d'"),
        UNWRITTEN_THROUGH_MOVES(Check.UNINITIALISED, 1, "mov.b32 %v, %x;\nmov.b32 %f, %v;\nst.global.f32 [%p], %f;\n",
                "mov.b32 %v, %x;\nmov.b32 %f, %v;\n", "register '%f'", "'st.global.f32 [%p], %f;'"),
        UNWRITTEN_ADDRESS(Check.UNINITIALISED, 1, "ld.local.b32 %v, [%k];\n", "mov.u32 %k, hall;\nst.local.b32 [%k], 1;\n",
                "register '%k'"),
        UNWRITTEN_SHARED(Check.UNINITIALISED, 1, "st.shared.b32 [%n], %t;\nbar.sync 0;\nld.shared.b64 %w, [room+256];\n",
                "st.shared.b32 [%n], %t;\nbar.sync 0;\nld.shared.b64 %w, [room+248];\n", "byte 256"),
        LEFT_BY_THE_BLOCK_BEFORE(Check.UNINITIALISED, 2, """
                setp.eq.u32 %c, %b, 0;
                @%c st.shared.b32 [%n], %t;
                ld.shared.b32 %v, [%n];
                """, """
                st.shared.b32 [%n], %t;
                ld.shared.b32 %v, [%n];
                """, "byte", "block (1,0,0)"),
        UNWRITTEN_LOCAL(Check.UNINITIALISED, 1, "st.local.b32 [hall], 1;\nld.local.b32 %v, [hall+4];\n",
                "st.local.b32 [hall], 1;\nld.local.b32 %v, [hall];\n", "offset 4 of local memory"),
        UNWRITTEN_BYTE(Check.UNINITIALISED, 1,
                "ld.local.u8 %h, [hall+5];\nst.local.u8 [hall+6], %h;\nld.local.u8 %h, [hall+6];\nadd.u16 %h, %h, 1;\n",
                "ld.local.u8 %h, [hall+5];\nst.local.u8 [hall+6], %h;\nst.local.u8 [hall+6], 7;\nld.local.u8 %h, [hall+6];\nadd.u16 %h, %h, 1;\n",
                "register '%h'", "'add.u16 %h, %h, 1;'"),
        UNWRITTEN_BYTE_HANDED_OUT(Check.UNINITIALISED, 1, "ld.local.u8 %h, [hall+5];\nst.global.u8 [%p], %h;\n",
                "ld.local.u8 %h, [hall+5];\nst.local.u8 [hall+6], %h;\n", "register '%h'"),
        HALF_BARRIER(Check.BARRIER, 1, "setp.lt.u32 %c, %t, 16;\n@%c bar.sync 0;\n", "setp.lt.u32 %c, %t, 32;\n@%c bar.sync 1, 32;\n",
                "only some threads of the warp", "thread (16,0,0)"),
        WARP_BARRIER_WITHOUT_A_LANE(Check.BARRIER, 1, "setp.lt.u32 %c, %t, 8;\n@%c bar.warp.sync 0x1FF;\n",
                "setp.lt.u32 %c, %t, 8;\n@%c bar.warp.sync 0xFF;\n", "member mask", "which are elsewhere"),
        SHUFFLE_FROM_AN_ABSENT_LANE(Check.SHUFFLE, 1, "mov.b32 %x, 1;\nsetp.lt.u32 %c, %t, 4;\n@%c shfl.sync.idx.b32 %v, %x, 9, 31, 15;\n",
                "mov.b32 %x, 1;\nsetp.lt.u32 %c, %t, 4;\n@%c shfl.sync.idx.b32 %v, %x, 3, 31, 15;\n", "reads lane 9"),
        VOTE_FOR_AN_ABSENT_LANE(Check.SHUFFLE, 1, "setp.lt.u32 %c, %t, 4;\n@%c vote.sync.ballot.b32 %v, %c, 31;\n",
                "setp.lt.u32 %c, %t, 4;\n@%c vote.sync.ballot.b32 %v, %c, 15;\n", "member mask 0x1f"),
        COPY_NOT_WAITED_FOR(Check.RACE, 1, """
                cp.async.ca.shared.global [%n], [%q], 4;
                cp.async.commit_group;
                ld.shared.b32 %v, [%n];
                """, """
                cp.async.ca.shared.global [%n], [%q], 4;
                cp.async.commit_group;
                cp.async.wait_group 0;
                ld.shared.b32 %v, [%n];
                """, "read of 4 bytes at offset 0 of shared memory", "thread (0,0,0) copies at line",
                "'cp.async.ca.shared.global [%n], [%q], 4;'", "nothing has waited for the copy"),
        COPY_OF_THE_LAST_GROUP(Check.RACE, 1, """
                cp.async.ca.shared.global [%n], [%q], 4;
                cp.async.commit_group;
                cp.async.ca.shared.global [%n+256], [%q], 4;
                cp.async.commit_group;
                cp.async.wait_group 1;
                ld.shared.b32 %v, [%n+256];
                """, """
                cp.async.ca.shared.global [%n], [%q], 4;
                cp.async.commit_group;
                cp.async.ca.shared.global [%n+256], [%q], 4;
                cp.async.commit_group;
                cp.async.wait_group 1;
                ld.shared.b32 %v, [%n];
                """, "nothing has waited for the copy"),
        COPY_OVER_A_COPY(Check.RACE, 1, """
                cp.async.ca.shared.global [%n], [%q], 4;
                cp.async.ca.shared.global [%n], [%q], 4;
                """, """
                cp.async.ca.shared.global [%n], [%q], 4;
                cp.async.wait_all;
                cp.async.ca.shared.global [%n], [%q], 4;
                """, "another copy of 4 bytes"),
        COPY_WITHOUT_A_BARRIER(Check.RACE, 1, """
                cp.async.ca.shared.global [%n], [%q], 4;
                cp.async.wait_all;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                """, """
                cp.async.ca.shared.global [%n], [%q], 4;
                cp.async.wait_all;
                bar.sync 0;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                """, "of shared memory", "'cp.async.ca.shared.global [%n], [%q], 4;'"),
        COPY_FROM_BEYOND(Check.BOUNDS, 1, "cp.async.ca.shared.global [%n], [%in+1024], 4;\n",
                "setp.eq.u32 %c, %t, 0;\n@%c cp.async.ca.shared.global [room], [%in+1020], 8, 4;\n", "'in'"),
        COPY_MISALIGNED(Check.MISALIGNED, 1, "setp.eq.u32 %c, %t, 0;\n@%c cp.async.ca.shared.global [room+2], [%in], 4;\n",
                "setp.eq.u32 %c, %t, 0;\n@%c cp.async.ca.shared.global [room+4], [%in], 4;\n", "misaligned write of 4 bytes"),
        BULK_COPY_NOT_WAITED_FOR(Check.RACE, 1, """
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 1;
                @%c mbarrier.arrive.expect_tx.shared.b64 _, [room+512], 256;
                @%c cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [room], [%in], 256, [room+512];
                bar.sync 0;
                ld.shared.b32 %v, [%n];
                """, """
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 1;
                @%c mbarrier.arrive.expect_tx.shared.b64 _, [room+512], 256;
                @%c cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [room], [%in], 256, [room+512];
                bar.sync 0;
                WAIT:
                mbarrier.try_wait.parity.shared.b64 %d, [room+512], 0;
                @!%d bra WAIT;
                ld.shared.b32 %v, [%n];
                """, "nothing has waited for the copy"),
        MBARRIER_NOT_WAITED_FOR(Check.RACE, 1, """
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 64;
                bar.sync 0;
                st.shared.b32 [%n], %t;
                mbarrier.arrive.shared.b64 %w, [room+512];
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                """, """
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 64;
                bar.sync 0;
                st.shared.b32 [%n], %t;
                mbarrier.arrive.shared.b64 %w, [room+512];
                WAIT:
                mbarrier.test_wait.shared.b64 %d, [room+512], %w;
                @!%d bra WAIT;
                xor.b32 %n, %n, 128;
                ld.shared.b32 %v, [%n];
                """, "of shared memory", "'st.shared.b32 [%n], %t;'"),
        MBARRIER_NOT_SET(Check.BARRIER, 1, """
                setp.eq.u32 %c, %t, 0;
                @%c st.shared.b64 [room+512], 0;
                bar.sync 0;
                mbarrier.arrive.shared.b64 %w, [room+512];
                """, """
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 64;
                bar.sync 0;
                mbarrier.arrive.shared.b64 %w, [room+512];
                """, "no mbarrier at offset 512 of shared memory"),
        MBARRIER_PHASE_ENDED_TOO_EARLY(Check.BARRIER, 1, """
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 64;
                @%c mbarrier.arrive.noComplete.shared.b64 %w, [room+512], 64;
                """, """
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 64;
                @%c mbarrier.arrive.noComplete.shared.b64 %w, [room+512], 63;
                """, "would end the phase"),
        MATRIX_WITHOUT_ALL_LANES(Check.SHUFFLE, 1, """
                setp.lt.u32 %c, %t, 40;
                @%c movmatrix.sync.aligned.m8n8.trans.b16 %v, %t;
                """, """
                movmatrix.sync.aligned.m8n8.trans.b16 %v, %t;
                """, "without lanes 0xffffff00", "thread (40,0,0)"),
        MATRIX_ROWS_MISALIGNED(Check.MISALIGNED, 1, """
                mad.lo.u32 %n, %t, 12, %n;
                st.shared.v4.b32 [%n], {%t, %t, %t, %t};
                bar.sync 0;
                ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%v}, [%n+4];
                """, """
                mad.lo.u32 %n, %t, 12, %n;
                st.shared.v4.b32 [%n], {%t, %t, %t, %t};
                bar.sync 0;
                ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%v}, [%n];
                """, "misaligned read of 16 bytes"),
        MISALIGNED_READ(Check.MISALIGNED, 1, "ld.global.b32 %v, [%in+2];\n", "ld.global.b32 %v, [%in+4];\n", "misaligned read of 4 bytes"),
        READ_BEYOND(Check.BOUNDS, 1, "ld.global.b32 %v, [%in+1024];\n", "ld.global.b32 %v, [%in+1020];\n", "'in'"),
        SHARED_WITHOUT_ITS_BASE(Check.BOUNDS, 1, "st.shared.b32 [%s], %t;\n",
                "mov.u32 %k, room;\nadd.u32 %k, %k, %s;\nst.shared.b32 [%k], %t;\n",
                "before shared memory: address 0,", "bytes begin at 1024"),
        SHARED_MISALIGNED(Check.MISALIGNED, 1, "st.shared.b32 [%n+2], %t;\n", "st.shared.b32 [%n+4], %t;\n",
                "misaligned write of 4 bytes at offset 2 of shared memory"),
        WRITE_BEYOND(Check.BOUNDS, 1, "st.global.b32 [%out+-4], 1;\n", "st.global.b32 [%out+4], 1;\n", "'out'");

        private final Check check;
        private final int blocks;
        private final String wrong;
        private final String right;
        private final List<String> report;

        Planted(Check check, int blocks, String wrong, String right, String... report) {
            this.check = check;
            this.blocks = blocks;
            this.wrong = wrong;
            this.right = right;
            this.report = List.of(report);
        }
    }

    private static void run(String statements, int blocks, WarpOrder order, Set<Check> checks) {
        final TextKernel kernel = TextKernel.of("", HEAD + statements + "    exit;\n", 4 * WORDS, 4 * WORDS);
        kernel.run(new EngineOptions(1, order, 7).withChecks(checks), LaunchGeometry.of(blocks, THREADS),
                MemorySegment.ofArray(new int[WORDS]),
                MemorySegment.ofArray(new int[WORDS]));
    }

    private static Kind kind(Check check) {
        return check == Check.BOUNDS ? Kind.OUT_OF_BOUNDS : Kind.valueOf(check.name());
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatIsPlanted(Planted planted) {
        for (final WarpOrder order : WarpOrder.values()) {
            for (final Set<Check> checks : List.of(Check.all(), Set.copyOf(EnumSet.of(planted.check, Check.BOUNDS)))) {
                final KernelFaultException fault = assertThrows(KernelFaultException.class,
                        () -> run(planted.wrong, planted.blocks, order, checks), order + " " + checks);
                assertEquals(kind(planted.check), fault.kind(), fault.getMessage());
                assertTrue(fault.getMessage().startsWith("test, line "), fault.getMessage());
                if (order == WarpOrder.FORWARD) {
                    planted.report.forEach(part -> assertTrue(fault.getMessage().contains(part), part + " in: " + fault.getMessage()));
                }
                assertEquals("test", fault.site().orElseThrow().kernel());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWithoutTheFaultOrTheCheck(Planted planted) {
        for (final WarpOrder order : WarpOrder.values()) {
            assertDoesNotThrow(() -> run(planted.right, planted.blocks, order, Check.all()), order.toString());
            final Set<Check> others = EnumSet.allOf(Check.class);
            others.remove(planted.check);
            if (planted.check == Check.RACE) {
                others.remove(Check.UNINITIALISED); // who reads too early may find nothing
            }
            assertDoesNotThrow(() -> run(planted.wrong, planted.blocks, order, others), order.toString());
        }
    }

    @Test
    void findsAnMbarrierThatNeverLetsGo() {
        final KernelFaultException fault = assertThrows(KernelFaultException.class, () -> run("""
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 65;
                bar.sync 0;
                mbarrier.arrive.shared.b64 %w, [room+512];
                WAIT:
                mbarrier.test_wait.shared.b64 %d, [room+512], %w;
                @!%d bra WAIT;
                """, 1, WarpOrder.FORWARD, Check.all()));
        assertEquals(Kind.BARRIER, fault.kind());
        assertTrue(fault.getMessage().contains("'mbarrier.test_wait.shared.b64 %d, [room+512], %w;'"), fault.getMessage());
        assertTrue(fault.getMessage().contains("never ends"), fault.getMessage());
    }

    @Test
    void globalMemoryIsUnwrittenUntilSomethingWritesIt() {
        final TextKernel reads = TextKernel.of("", HEAD + "ld.global.b32 %v, [%in+1020];\nexit;\n", 4 * WORDS, 4);
        final MemorySegment half = MemorySegment.ofArray(new int[WORDS / 2]);
        final MemorySegment whole = MemorySegment.ofArray(new int[WORDS]);
        final MemorySegment out = MemorySegment.ofArray(new int[1]);
        final EngineOptions options = EngineOptions.deterministic().withChecks(Check.all());
        final KernelFaultException fault = assertThrows(KernelFaultException.class,
                () -> reads.run(options, LaunchGeometry.of(1, 1), half, out));
        assertEquals(Kind.UNINITIALISED, fault.kind());
        assertTrue(fault.getMessage().contains("byte 1020 of 'in'"), fault.getMessage());
        assertDoesNotThrow(() -> reads.run(options, LaunchGeometry.of(1, 1), whole, out));
    }

    @Test
    void whatIsNotCheckedReadsZerosAndWritesNowhere() {
        final TextKernel kernel = TextKernel.of("", HEAD + """
                ld.global.b32 %v, [%in+4096];
                st.global.b32 [%out+4096], 77;
                st.shared.b32 [room+4096], 77;
                ld.shared.b32 %x, [room+4096];
                or.b32 %v, %v, %x;
                st.global.b32 [%out], %v;
                exit;
                """, 4, 4);
        final int[] out = {-1};
        kernel.run(EngineOptions.deterministic().withChecks(Set.of()), LaunchGeometry.of(1, 1), MemorySegment.ofArray(new int[]{5}),
                MemorySegment.ofArray(out));
        assertEquals(0, out[0]);
    }
}
