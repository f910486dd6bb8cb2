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

/** As {@link CheckerTest}: faults planted into kernels whose blocks reach each other's shared memory. Clusters have four blocks. */
final class ClusterCheckerTest {

    private static final int BLOCKS = 8;
    private static final int THREADS = 64;
    private static final int WORDS = BLOCKS * THREADS;

    /** {@code %theirs} and {@code %there} are of the next block what {@code %mine} and {@code %here} are of this one. */
    private static final String HEAD = """
                .reg .u32 %t, %b, %i, %rank, %next, %mine, %theirs;
                .reg .b32 %v, %x;
                .reg .b64 %w;
                .reg .u64 %here, %there, %give;
                .reg .pred %c, %d;
                .shared .align 16 .b8 room[1024];
                mov.u32 %t, %tid.x;
                mov.u32 %b, %ctaid.x;
                mad.lo.u32 %i, %b, 64, %t;
                mad.wide.u32 %here, %i, 4, %out;
                mad.wide.u32 %give, %i, 4, %in;
                mov.u32 %rank, %cluster_ctarank;
                add.u32 %next, %rank, 1;
                and.b32 %next, %next, 3;
                sub.u32 %x, %next, %rank;
                mad.lo.u32 %x, %x, 64, %i;
                mad.wide.u32 %there, %x, 4, %out;
                mov.u32 %mine, room;
                mad.lo.u32 %mine, %t, 4, %mine;
                mapa.shared::cluster.u32 %theirs, %mine, %next;
                setp.lt.u32 %c, %t, 32;
            """;

    private static final String MEET = "barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;\n";

    /** A fault: what to run, the same without the fault, what the report says. */
    enum Planted {
        READ_OF_ANOTHER_BLOCK(Check.RACE, """
                st.shared.b32 [%mine], %t;
                bar.sync 0;
                ld.shared::cluster.b32 %v, [%theirs];
                """, """
                st.shared.b32 [%mine], %t;
                MEET
                ld.shared::cluster.b32 %v, [%theirs];
                """, "block (0,0,0), thread (0,0,0): race: read of 4 bytes at offset 0 of the shared memory of block (1,0,0)",
                "thread (0,0,0) of block (1,0,0) wrote", "'st.shared.b32 [%mine], %t;'"),
        WRITE_TO_ANOTHER_BLOCK(Check.RACE, """
                st.shared.b32 [%mine], %t;
                MEET
                ld.shared.b32 %v, [%mine];
                st.shared::cluster.b32 [%theirs], %b;
                """, """
                st.shared.b32 [%mine], %t;
                MEET
                ld.shared.b32 %v, [%mine];
                MEET
                st.shared::cluster.b32 [%theirs], %b;
                """, "at offset 0 of", "'st.shared::cluster.b32 [%theirs], %b;'", "'ld.shared.b32 %v, [%mine];'"),
        ARRIVAL_WITHOUT_RELEASE(Check.RACE, """
                st.shared.b32 [%mine], %t;
                barrier.cluster.arrive.relaxed.aligned;
                barrier.cluster.wait.aligned;
                ld.shared::cluster.b32 %v, [%theirs];
                """, """
                st.shared.b32 [%mine], %t;
                fence.acq_rel.cluster;
                barrier.cluster.arrive.relaxed.aligned;
                barrier.cluster.wait.aligned;
                ld.shared::cluster.b32 %v, [%theirs];
                """,
                "block (0,0,0), thread (0,0,0): race: read of 4 bytes at offset 0 of the shared memory of block (1,0,0), which thread (0,0,0)"
                        + " of block (1,0,0) wrote at line"),
        GLOBAL_MEMORY_WITHOUT_RELEASE(Check.RACE, """
                st.global.b32 [%here], %i;
                barrier.cluster.arrive.relaxed;
                barrier.cluster.wait;
                ld.global.b32 %v, [%there];
                """, """
                st.global.b32 [%here], %i;
                barrier.cluster.arrive.release;
                barrier.cluster.wait.acquire;
                ld.global.b32 %v, [%there];
                """, "'ld.global.b32 %v, [%there];'", "byte 256 of 'out'", "of block (1,0,0) wrote"),
        WRITE_AFTER_ARRIVAL(Check.RACE, """
                barrier.cluster.arrive;
                st.shared.b32 [%mine], %t;
                barrier.cluster.wait;
                ld.shared::cluster.b32 %v, [%theirs];
                """, """
                st.shared.b32 [%mine], %t;
                barrier.cluster.arrive;
                barrier.cluster.wait;
                ld.shared::cluster.b32 %v, [%theirs];
                """, "of the shared memory of block (1,0,0)", "wrote"),
        OTHER_WARP_HAS_WAITED(Check.RACE, """
                st.shared.b32 [%mine], %t;
                barrier.cluster.arrive;
                @%c barrier.cluster.wait;
                ld.shared::cluster.b32 %v, [%theirs];
                @!%c barrier.cluster.wait;
                """, """
                st.shared.b32 [%mine], %t;
                barrier.cluster.arrive;
                @%c barrier.cluster.wait;
                @!%c barrier.cluster.wait;
                ld.shared::cluster.b32 %v, [%theirs];
                """, "block (1,0,0), thread (32,0,0)", "thread (32,0,0) of block (0,0,0) read"),
        FLAG_WITHOUT_RELEASE(Check.RACE, """
                setp.ne.u32 %c, %t, 0;
                @!%c st.shared.b32 [room+512], 0;
                MEET
                st.shared::cluster.b32 [%theirs], %i;
                bar.sync 0;
                mapa.shared::cluster.u32 %x, room+512, %next;
                @!%c st.relaxed.cluster.shared::cluster.b32 [%x], 1;
                WAIT:
                nanosleep.u32 20;
                ld.acquire.cluster.shared.b32 %v, [room+512];
                setp.ne.u32 %d, %v, 1;
                @%d bra WAIT;
                ld.shared.b32 %v, [%mine];
                """, """
                setp.ne.u32 %c, %t, 0;
                @!%c st.shared.b32 [room+512], 0;
                MEET
                st.shared::cluster.b32 [%theirs], %i;
                bar.sync 0;
                mapa.shared::cluster.u32 %x, room+512, %next;
                @!%c st.release.cluster.shared::cluster.b32 [%x], 1;
                WAIT:
                nanosleep.u32 20;
                ld.acquire.cluster.shared.b32 %v, [room+512];
                setp.ne.u32 %d, %v, 1;
                @%d bra WAIT;
                ld.shared.b32 %v, [%mine];
                """, "'ld.shared.b32 %v, [%mine];'", "of block (3,0,0) wrote"),
        COPY_UNDER_WAY(Check.RACE, """
                st.shared.b32 [%mine], %t;
                bar.sync 0;
                cp.async.ca.shared.global [%mine], [%give], 4;
                MEET
                ld.shared::cluster.b32 %v, [%theirs];
                """, """
                st.shared.b32 [%mine], %t;
                bar.sync 0;
                cp.async.ca.shared.global [%mine], [%give], 4;
                cp.async.wait_all;
                MEET
                ld.shared::cluster.b32 %v, [%theirs];
                """, "of the shared memory of block (1,0,0), to which thread (0,0,0) of that block copies"),
        UNWRITTEN_MEMORY_OF_ANOTHER_BLOCK(Check.UNINITIALISED, """
                setp.ne.u32 %c, %rank, 1;
                @%c st.shared.b32 [%mine], %t;
                MEET
                ld.shared::cluster.b32 %v, [%theirs];
                """, """
                st.shared.b32 [%mine], %t;
                MEET
                ld.shared::cluster.b32 %v, [%theirs];
                """, "block (0,0,0)", "at offset 0 of the shared memory of block (1,0,0), of which nothing has written byte 0"),
        BEYOND_ANOTHER_BLOCK(Check.BOUNDS, "st.shared::cluster.b32 [%theirs+1024], %t;\n", "st.shared::cluster.b32 [%theirs], %t;\n",
                "write of 4 bytes outside shared memory: offset 1024 of 1024 bytes of block (1,0,0)"),
        BEFORE_ANOTHER_BLOCK(Check.BOUNDS, "st.shared::cluster.b32 [%theirs+-256], %t;\n", "st.shared::cluster.b32 [%theirs], %t;\n",
                "before shared memory", "of block (1,0,0)"),
        NO_SUCH_BLOCK(Check.BOUNDS, """
                add.u32 %theirs, %theirs, 0x4000000;
                st.shared::cluster.b32 [%theirs], %t;
                """, "st.shared::cluster.b32 [%theirs], %t;\n", "that of no block of the cluster"),
        NO_SUCH_RANK(Check.BOUNDS, "mapa.shared::cluster.u32 %x, %mine, 4;\n", "mapa.shared::cluster.u32 %x, %mine, 3;\n",
                "mapa to block 4 of a cluster of 4 blocks"),
        OTHER_BLOCK_IN_OWN_SPACE(Check.BOUNDS, "st.shared.b32 [%theirs], %t;\n", "st.shared::cluster.b32 [%theirs], %t;\n",
                "is one of another block, for .shared::cluster"),
        MAPPED_GLOBAL_MEMORY(Check.BOUNDS, "mapa.u64 %w, %here, 1;\n",
                "cvt.u64.u32 %w, %mine;\ncvta.shared.u64 %w, %w;\nmapa.u64 %w, %w, 1;\n",
                "mapa of address", "is not one of shared memory"),
        MISALIGNED_IN_ANOTHER_BLOCK(Check.MISALIGNED, "st.shared::cluster.b32 [%theirs+2], %t;\n",
                "st.shared::cluster.b32 [%theirs+4], %t;\n",
                "misaligned write of 4 bytes at offset 2"),
        ARRIVES_TWICE(Check.BARRIER, """
                barrier.cluster.arrive;
                @%c barrier.cluster.arrive;
                barrier.cluster.wait;
                """, MEET, "thread (0,0,0): arrives at the barrier of the cluster again without having waited"),
        WAITS_WITHOUT_ARRIVAL(Check.BARRIER, """
                @!%c barrier.cluster.arrive;
                barrier.cluster.wait;
                @%c barrier.cluster.arrive;
                """, MEET, "thread (0,0,0): waits at the barrier of the cluster without having arrived"),
        PART_OF_A_WARP_ARRIVES(Check.BARRIER, """
                setp.lt.u32 %c, %t, 7;
                @%c barrier.cluster.arrive.aligned;
                @!%c barrier.cluster.arrive.aligned;
                barrier.cluster.wait.aligned;
                """, """
                setp.lt.u32 %c, %t, 7;
                @%c barrier.cluster.arrive;
                @!%c barrier.cluster.arrive;
                barrier.cluster.wait.aligned;
                """, "the barrier of the cluster, with .aligned, reached by only some threads of the warp: active 0x7f"),
        PART_OF_A_WARP_WAITS(Check.BARRIER, """
                setp.lt.u32 %c, %t, 7;
                barrier.cluster.arrive.aligned;
                @%c barrier.cluster.wait.aligned;
                @!%c barrier.cluster.wait.aligned;
                """, """
                setp.lt.u32 %c, %t, 7;
                barrier.cluster.arrive.aligned;
                @%c barrier.cluster.wait;
                @!%c barrier.cluster.wait;
                """, "the barrier of the cluster, with .aligned, reached by only some threads of the warp: active 0x7f");

        private final Check check;
        private final String wrong;
        private final String right;
        private final List<String> report;

        Planted(Check check, String wrong, String right, String... report) {
            this.check = check;
            this.wrong = wrong;
            this.right = right;
            this.report = List.of(report);
        }
    }

    private static void run(String statements, WarpOrder order, Set<Check> checks) {
        final TextKernel kernel = TextKernel.ofClusters(".reqnctapercluster 4\n", "",
                HEAD + statements.replace("MEET\n", MEET) + "exit;\n", 4 * WORDS, 4 * WORDS);
        kernel.run(new EngineOptions(1, order, 7).withChecks(checks), LaunchGeometry.of(BLOCKS, THREADS),
                MemorySegment.ofArray(new int[WORDS]), MemorySegment.ofArray(new int[WORDS]));
    }

    private static KernelFaultException fault(String statements, WarpOrder order, Set<Check> checks) {
        return assertThrows(KernelFaultException.class, () -> run(statements, order, checks), order + " " + checks);
    }

    private static Kind kind(Check check) {
        return check == Check.BOUNDS ? Kind.OUT_OF_BOUNDS : Kind.valueOf(check.name());
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatIsPlanted(Planted planted) {
        for (final WarpOrder order : WarpOrder.values()) {
            for (final Set<Check> checks : List.of(Check.all(), Set.copyOf(EnumSet.of(planted.check, Check.BOUNDS)))) {
                final KernelFaultException fault = fault(planted.wrong + MEET, order, checks);
                assertEquals(kind(planted.check), fault.kind(), fault.getMessage());
                assertTrue(fault.getMessage().startsWith("test, line "), fault.getMessage());
                if (order == WarpOrder.FORWARD) {
                    planted.report.forEach(part -> assertTrue(fault.getMessage().contains(part), part + " in: " + fault.getMessage()));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWithoutTheFaultOrTheCheck(Planted planted) {
        for (final WarpOrder order : WarpOrder.values()) {
            assertDoesNotThrow(() -> run(planted.right + MEET, order, Check.all()), order.toString());
            final Set<Check> others = EnumSet.allOf(Check.class);
            others.remove(planted.check);
            if (planted.check == Check.RACE) {
                others.remove(Check.UNINITIALISED); // who reads too early may find nothing
            }
            assertDoesNotThrow(() -> run(planted.wrong + MEET, order, others), order.toString());
        }
    }

    /** The barrier lets go when the first block has ended, since it never arrives. */
    @ParameterizedTest
    @EnumSource
    void findsAnAccessToABlockThatHasEnded(WarpOrder order) {
        final String statements = """
                setp.eq.u32 %c, %rank, 0;
                @%c exit;
                MEET
                mapa.shared::cluster.u32 %x, %mine, 0;
                st.shared::cluster.b32 [%x], %t;
                """;
        final KernelFaultException fault = fault(statements, order, Check.cheap());
        assertEquals(Kind.OUT_OF_BOUNDS, fault.kind());
        assertTrue(
                fault.getMessage()
                        .contains("of the shared memory of block (" + (order == WarpOrder.REVERSE ? 4 : 0) + ",0,0), which has ended"),
                fault.getMessage());
        assertDoesNotThrow(() -> run(statements, order, Set.of()));
    }

    /** Whatever comes first here: on a GPU the block might have ended. */
    @ParameterizedTest
    @EnumSource
    void findsABlockThatMayEndTooEarly(WarpOrder order) {
        final String statements = """
                st.shared.b32 [%mine], %t;
                MEET
                setp.eq.u32 %c, %rank, 1;
                mapa.shared::cluster.u32 %x, %mine, 2;
                @%c ld.shared::cluster.b32 %v, [%x];
                """;
        final KernelFaultException fault = fault(statements, order, Check.all());
        assertTrue(fault.kind() == Kind.RACE && fault.getMessage().contains("which may have ended by then")
                || fault.kind() == Kind.OUT_OF_BOUNDS && fault.getMessage().contains("which has ended"), fault.getMessage());
        assertDoesNotThrow(() -> run(statements + "MEET\n", order, Check.all()));
        assertDoesNotThrow(() -> run(statements + """
                setp.lt.u32 %c, %t, 32;
                barrier.cluster.arrive;
                @%c barrier.cluster.wait;
                """, order, Check.all()), "one warp of each block stays until all have read");
    }

    @ParameterizedTest
    @EnumSource
    void findsADeadlock(WarpOrder order) {
        final KernelFaultException fault = fault("""
                setp.ne.u32 %d, %rank, 2;
                @%c bra MEETING;
                @%d bra MEETING;
                barrier.sync 1, 64;
                MEETING:
                barrier.cluster.arrive;
                barrier.cluster.wait;
                """, order, Check.cheap());
        assertEquals(Kind.BARRIER, fault.kind());
        assertTrue(fault.getMessage().contains("'barrier.cluster.wait;'")
                && fault.getMessage().contains("thread (0,0,0): deadlock: the barrier of the cluster")
                && fault.getMessage().contains("is never reached by thread (32,0,0) of block ("), fault.getMessage());
    }

    /** A warp waits as a whole, so its other half never comes. */
    @ParameterizedTest
    @EnumSource
    void findsAWarpThatStandsInItsOwnWay(WarpOrder order) {
        final KernelFaultException fault = fault("""
                setp.lt.u32 %c, %t, 16;
                @%c bra FIRST;
                barrier.cluster.arrive;
                barrier.cluster.wait;
                bra DONE;
                FIRST:
                barrier.cluster.arrive;
                barrier.cluster.wait;
                DONE:
                """, order, Check.cheap());
        assertEquals(Kind.BARRIER, fault.kind());
        assertTrue(fault.getMessage().contains("deadlock: the barrier of the cluster is never reached by thread (0,0,0) of block (")
                && fault.getMessage().contains("which other threads of its warp keep from coming"), fault.getMessage());
    }

    @Test
    void findsAnMbarrierThatNobodyElseReaches() {
        final KernelFaultException fault = fault("""
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 65;
                MEET
                mapa.shared::cluster.u32 %x, room+512, %next;
                mbarrier.arrive.release.cluster.shared::cluster.b64 _, [%x];
                setp.eq.u32 %d, %rank, 3;
                @%d bra DONE;
                WAIT:
                mbarrier.try_wait.parity.shared.b64 %d, [room+512], 0;
                @!%d bra WAIT;
                DONE:
                MEET
                """, WarpOrder.FORWARD, Check.all());
        assertEquals(Kind.BARRIER, fault.kind());
        assertTrue(fault.getMessage().contains("deadlock: the phase of the mbarrier never ends"), fault.getMessage());
    }

    /** Blocks that hand values around by mbarriers of each other; none leaves before the one that writes to it has done so. */
    @ParameterizedTest
    @EnumSource
    void mbarriersOfOtherBlocks(WarpOrder order) {
        assertDoesNotThrow(() -> run("""
                setp.eq.u32 %c, %t, 0;
                @%c mbarrier.init.shared.b64 [room+512], 64;
                MEET
                st.shared::cluster.b32 [%theirs], %i;
                mapa.shared::cluster.u32 %x, room+512, %next;
                mbarrier.arrive.release.cluster.shared::cluster.b64 _, [%x];
                WAIT:
                mbarrier.try_wait.parity.acquire.cluster.shared::cta.b64 %d, [room+512], 0;
                @!%d bra WAIT;
                ld.shared.b32 %v, [%mine];
                """, order, Check.all()));
    }

    /** The same with a flag. */
    @ParameterizedTest
    @EnumSource
    void flagsInOtherBlocks(WarpOrder order) {
        assertDoesNotThrow(() -> run("""
                setp.ne.u32 %c, %t, 0;
                @!%c st.shared.b32 [room+512], 0;
                MEET
                st.shared::cluster.b32 [%theirs], %i;
                bar.sync 0;
                mapa.shared::cluster.u32 %x, room+512, %next;
                fence.acq_rel.cluster;
                @!%c st.relaxed.cluster.shared::cluster.b32 [%x], 1;
                WAIT:
                nanosleep.u32 20;
                ld.acquire.cluster.shared.b32 %v, [room+512];
                setp.ne.u32 %d, %v, 1;
                @%d bra WAIT;
                ld.shared.b32 %v, [%mine];
                """, order, Check.all()));
    }
}
