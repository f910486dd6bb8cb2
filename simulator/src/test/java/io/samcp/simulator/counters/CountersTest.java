package io.samcp.simulator.counters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelFaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts that can be worked out in the head. */
final class CountersTest {

    private static void assertCount(long expected, Counts counts, Counter counter) {
        assertEquals(expected, counts.get(counter), counter.key() + " of " + counts);
    }

    /** Counts of the last statement of a kernel. */
    private static Counts last(LaunchCounters counters, String statements) {
        return counters.lines().get(CountedKernel.line((int) statements.lines().count()));
    }

    @ParameterizedTest(name = "{0}: {3} sectors, {4} lines")
    @CsvSource(textBlock = """
            side by side,           mul.lo.u32 %a %t 4,    u32,     4,  1, 128, 128
            128 bytes apart,        mul.lo.u32 %a %t 128,  u32,    32, 32, 128, 128
            8 bytes apart,          mul.lo.u32 %a %t 8,    u32,     8,  2, 128, 128
            half a sector late,     mad.lo.u32 %a %t 4 16, u32,     5,  2, 128, 128
            all the same,           mul.lo.u32 %a %t 0,    u32,     1,  1, 128,   4
            pairs the same,         and.b32 %a %t 62,      u8,      1,  1,  32,  16
            16 bytes each,          mul.lo.u32 %a %t 16,   v4.f32, 16,  4, 512, 512
            16 bytes 64 apart,      mul.lo.u32 %a %t 64,   v4.f32, 32, 16, 512, 512
            """)
    void countsSectorsOfGlobalLoads(String name, String offset, String type, int sectors, int lines, int requested, int useful) {
        final String statements = "    " + offset.replaceFirst(" ", "#").replace(" ", ", ").replace("#", " ") + ";\n"
                + "    cvt.u64.u32 %w, %a;\n    add.u64 %p, %out, %w;\n    ld.global." + type + " "
                + (type.startsWith("v4") ? "{%f4, %f5, %f6, %f7}" : "%n") + ", [%p];\n";
        final LaunchCounters counters = new CountedKernel(statements).run(32);
        final Counts load = last(counters, statements);
        assertCount(1, load, Counter.GLOBAL_REQUESTS);
        assertCount(sectors, load, Counter.SECTORS);
        assertCount(lines, load, Counter.LINES);
        assertCount(requested, load, Counter.REQUESTED_BYTES);
        assertCount(useful, load, Counter.USEFUL_BYTES);
        assertEquals(useful / (32.0 * sectors), load.efficiency(), 1e-12);
        assertEquals(useful, counters.bytesRead(), "each byte once");
        assertEquals(0, counters.bytesWritten());
        assertEquals(1, counters.warps(InstructionClass.GLOBAL_LOAD));
    }

    @Test
    void countsBytesOnceHoweverOftenTheyAreTouched() {
        final String statements = """
                mul.wide.u32 %w, %i, 4;
                add.u64 %p, %out, %w;
                ld.global.u32 %n, [%p];
                ld.global.u32 %n, [%p];
                st.global.u32 [%p], %n;
                st.global.u32 [%p+4], %n;
                """;
        final LaunchCounters counters = new CountedKernel(statements).run(LaunchGeometry.of(3, 64), EngineOptions.deterministic())
                .counters();
        assertEquals(4 * 192, counters.bytesRead());
        assertEquals(4 * 193, counters.bytesWritten());
        assertEquals(4 * 385, counters.distinctBytes());
        assertCount(4 * 6, counters.total(), Counter.GLOBAL_REQUESTS);
    }

    @ParameterizedTest(name = "{0}: {3} wavefronts for {4}")
    @CsvSource(textBlock = """
            side by side,                  4, u32,     1,  1
            every second word,             8, u32,     2,  1
            every fourth word,            16, u32,     4,  1
            32 words apart,              128, u32,    32,  1
            33 words apart,              132, u32,     1,  1
            one word for all,              0, u32,     1,  1
            bytes of the same words,       1, u8,      1,  1
            8 bytes each,                  8, v2.f32,  2,  2
            8 bytes 16 apart,             16, v2.f32,  4,  2
            16 bytes each,                16, v4.f32,  4,  4
            16 bytes 32 apart,            32, v4.f32,  8,  4
            16 bytes 128 apart,          128, v4.f32, 32,  4
            the same 16 bytes for all,     0, v4.f32,  4,  4
            """)
    void countsWavefrontsOfSharedMemory(String name, int stride, String type, int wavefronts, int ideal) {
        final String statements = "    mov.u32 %b, tile;\n    mad.lo.u32 %a, %t, " + stride + ", %b;\n    ld.shared." + type + " "
                + (type.equals("v4.f32") ? "{%f4, %f5, %f6, %f7}" : type.equals("v2.f32") ? "{%f4, %f5}" : "%n") + ", [%a];\n";
        final LaunchCounters counters = new CountedKernel(statements).run(LaunchGeometry.of(1, 32),
                EngineOptions.deterministic().withChecks(Check.cheap())).counters();
        final Counts load = last(counters, statements);
        assertCount(1, load, Counter.SHARED_REQUESTS);
        assertCount(wavefronts, load, Counter.WAVEFRONTS);
        assertCount(ideal, load, Counter.IDEAL_WAVEFRONTS);
        assertEquals(wavefronts - ideal, load.conflicts());
        assertCount(0, load, Counter.GLOBAL_REQUESTS);
        assertEquals(1, counters.warps(InstructionClass.SHARED_LOAD));
    }

    @Test
    void countsGenericAddressesWhereTheyLead() {
        final String statements = """
                cvta.shared.u64 %p, tile;
                mul.wide.u32 %w, %t, 8;
                add.u64 %p, %p, %w;
                st.u32 [%p], %t;
                """;
        final Counts store = last(new CountedKernel(statements).run(32), statements);
        assertCount(2, store, Counter.WAVEFRONTS);
        assertCount(0, store, Counter.GLOBAL_REQUESTS);
    }

    @Test
    void countsDivergentBranchesAndWhoWalksWhere() {
        final String statements = """
                setp.lt.u32 %q, %t, 10;
                @%q bra less;
                add.u32 %n, %t, 1;
                add.u32 %n, %t, 2;
                bra.uni meet;
                less:
                add.u32 %n, %t, 3;
                meet:
                add.u32 %n, %n, 4;
                """;
        final LaunchCounters counters = new CountedKernel(statements).run(64); // the second warp goes one way
        final Counts branch = counters.lines().get(CountedKernel.line(2));
        assertCount(2, branch, Counter.WARPS);
        assertCount(64, branch, Counter.LANES);
        assertCount(1, branch, Counter.DIVERGENT);
        assertCount(0, branch, Counter.GUARDED_OFF);
        assertCount(2, counters.lines().get(CountedKernel.line(3)), Counter.WARPS);
        assertCount(22 + 32, counters.lines().get(CountedKernel.line(3)), Counter.LANES);
        assertCount(1, counters.lines().get(CountedKernel.line(7)), Counter.WARPS);
        assertCount(10, counters.lines().get(CountedKernel.line(7)), Counter.LANES);
        assertCount(2, counters.lines().get(CountedKernel.line(9)), Counter.WARPS);
        assertCount(64, counters.lines().get(CountedKernel.line(9)), Counter.LANES);
        assertCount(1, counters.total(), Counter.DIVERGENT);
    }

    @Test
    void countsGuardsThatSwitchLanesOff() {
        final String statements = """
                setp.lt.u32 %q, %t, 10;
                @%q add.f32 %f2, %f1, %f1;
                @!%q st.global.u32 [%out], %h;
                setp.lt.u32 %q, %t, 0;
                @%q st.global.u32 [%out], %h;
                """;
        final LaunchCounters counters = new CountedKernel(statements).run(32);
        final Counts add = counters.lines().get(CountedKernel.line(2));
        assertCount(1, add, Counter.WARPS);
        assertCount(10, add, Counter.LANES);
        assertCount(22, add, Counter.GUARDED_OFF);
        assertEquals(10, counters.flops());
        final Counts store = counters.lines().get(CountedKernel.line(3));
        assertCount(22, store, Counter.LANES);
        assertCount(22 * 4, store, Counter.REQUESTED_BYTES);
        final Counts never = counters.lines().get(CountedKernel.line(5));
        assertCount(1, never, Counter.WARPS);
        assertCount(0, never, Counter.LANES);
        assertCount(32, never, Counter.GUARDED_OFF);
        assertCount(0, never, Counter.GLOBAL_REQUESTS);
    }

    @Test
    void countsPartialWarps() {
        final String statements = "    mul.wide.u32 %w, %t, 4;\n    add.u64 %p, %out, %w;\n    st.global.u32 [%p], %t;\n";
        final Counts store = last(new CountedKernel(statements).run(40), statements);
        assertCount(2, store, Counter.WARPS);
        assertCount(40, store, Counter.LANES);
        assertEquals(20, store.activeLanes());
        assertCount(4 + 1, store, Counter.SECTORS);
        assertCount(160, store, Counter.USEFUL_BYTES);
    }

    @Test
    void countsOperationsByUnit() {
        final LaunchCounters counters = new CountedKernel("""
                add.f32 %f2, %f1, %f1;
                fma.rn.f32 %f2, %f1, %f1, %f1;
                ex2.approx.f32 %f2, %f1;
                neg.f32 %f2, %f1;
                fma.rn.f64 %d, %d, %d, %d;
                fma.rn.f16x2 %h, %h, %h, %h;
                mad.lo.u32 %n, %t, %t, %t;
                """).run(32);
        assertEquals(32 * (1 + 2 + 1), counters.operations().get(Pipe.FP32));
        assertEquals(32 * 2, counters.operations().get(Pipe.FP64));
        assertEquals(32 * 4, counters.operations().get(Pipe.FP16));
        assertEquals(32 * (2 + 2), counters.operations().get(Pipe.INTEGER), "one mad is in the head");
        assertEquals(32 * 10, counters.flops());
    }

    @Test
    void countsOperationsOfTensorCores() {
        final LaunchCounters counters = new CountedKernel("""
                mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%f2, %f3, %f4, %f5}, {%h, %h, %h, %h}, {%h, %h}, {%f1, %f1, %f1, %f1};
                mma.sync.aligned.m16n8k4.row.col.f32.tf32.tf32.f32 {%f2, %f3, %f4, %f5}, {%h, %h}, {%h}, {%f1, %f1, %f1, %f1};
                """).run(64);
        assertEquals(2 * 2 * 16 * 8 * 16, counters.operations().get(Pipe.TENSOR_16));
        assertEquals(2 * 2 * 16 * 8 * 4, counters.operations().get(Pipe.TENSOR_TF32));
        assertEquals(4, counters.warps(InstructionClass.TENSOR));
    }

    /** Eight rows of 16 bytes are a wavefront if no two of them need the same banks for different words. */
    @ParameterizedTest
    @CsvSource({"16, 4", "32, 8", "64, 16", "128, 32", "144, 4", "80, 4"})
    void countsWavefrontsOfMatrices(int stride, int wavefronts) {
        final String statements = "    mov.u32 %b, tile;\n    mad.lo.u32 %a, %t, " + stride + ", %b;\n"
                + "    ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%h, %a, %b, %n}, [%a];\n";
        final LaunchCounters counters = new CountedKernel(statements).run(LaunchGeometry.of(1, 32),
                EngineOptions.deterministic().withChecks(Check.cheap())).counters();
        final Counts load = last(counters, statements);
        assertCount(1, load, Counter.SHARED_REQUESTS);
        assertCount(wavefronts, load, Counter.WAVEFRONTS);
        assertCount(4, load, Counter.IDEAL_WAVEFRONTS);
    }

    @Test
    void countsAsynchronousCopiesWhereTheyStand() {
        final String statements = """
                mov.u32 %b, tile;
                mad.lo.u32 %a, %t, 16, %b;
                mul.wide.u32 %w, %t, 16;
                add.u64 %p, %out, %w;
                cp.async.cg.shared.global [%a], [%p], 16;
                cp.async.wait_all;
                """;
        final LaunchCounters counters = new CountedKernel(statements).run(32);
        final Counts copy = counters.lines().get(CountedKernel.line(5));
        assertCount(1, copy, Counter.GLOBAL_REQUESTS);
        assertCount(16, copy, Counter.SECTORS);
        assertCount(1, copy, Counter.SHARED_REQUESTS);
        assertCount(4, copy, Counter.WAVEFRONTS);
        assertEquals(512, counters.bytesRead());
    }

    @Test
    void countsAtomicsOfTheSameAddress() {
        final String statements = """
                and.b32 %a, %t, 7;
                mul.wide.u32 %w, %a, 4;
                add.u64 %p, %out, %w;
                red.global.add.u32 [%out], 1;
                red.global.add.u32 [%p], 1;
                """;
        final LaunchCounters counters = new CountedKernel(statements).run(32);
        assertCount(31, counters.lines().get(CountedKernel.line(4)), Counter.ATOMIC_ROUNDS);
        assertCount(3, counters.lines().get(CountedKernel.line(5)), Counter.ATOMIC_ROUNDS);
        assertEquals(2, counters.warps(InstructionClass.ATOMIC));
        assertEquals(32, counters.bytesRead());
        assertEquals(32, counters.bytesWritten());
    }

    @Test
    void countsAnInstructionOnceHoweverManyStepsItNeeds() {
        final LaunchCounters counters = new CountedKernel("""
                mov.b64 %w, {%t, %i};
                mov.b64 {%a, %b}, %w;
                shfl.sync.bfly.b32 %n|%q, %t, 1, 31, -1;
                prmt.b32 %n, %t, %i, 0x5410;
                mul.wide.u32 %w, %t, 12345;
                bar.sync 0;
                """).run(96);
        counters.lines().forEach((line, counts) -> {
            assertCount(3, counts, Counter.WARPS);
            assertCount(96, counts, Counter.LANES);
        });
        assertEquals(3, counters.warps(InstructionClass.BARRIER));
        assertEquals(3, counters.warps(InstructionClass.WARP));
    }

    @Test
    void doesNotCountWhatACheckRepeats() {
        final String statements = "    st.global.u32 [%out], %h;\n"; // all lanes, the same value: looked at once more by the race check
        final LaunchCounters counters = new CountedKernel(statements).run(LaunchGeometry.of(1, 64),
                EngineOptions.deterministic().withChecks(Check.all())).counters();
        assertCount(2, last(counters, statements), Counter.GLOBAL_REQUESTS);
        assertCount(2, last(counters, statements), Counter.SECTORS);
    }

    private static final CountedKernel BUSY = new CountedKernel("""
            and.b32 %a, %i, 63;
            mul.wide.u32 %w, %a, 4;
            add.u64 %p, %out, %w;
            red.global.add.u32 [%p], %i;
            setp.gt.u32 %q, %a, 40;
            @%q bra done;
            mov.u32 %b, tile;
            mad.lo.u32 %b, %t, 8, %b;
            st.shared.u32 [%b], %i;
            done:
            bar.sync 0;
            """);

    @Test
    void addsUpToTheSameForAnyNumberOfWorkers() {
        final LaunchGeometry geometry = LaunchGeometry.of(64, 96);
        final CountedKernel.Run alone = BUSY.run(geometry, EngineOptions.deterministic());
        for (final EngineOptions options : new EngineOptions[]{new EngineOptions(4, EngineOptions.WarpOrder.RANDOM, 5),
            new EngineOptions(3, EngineOptions.WarpOrder.REVERSE, 0)}) {
            assertEquals(alone.counters(), BUSY.run(geometry, options).counters(), options.toString());
        }
        assertEquals(64 * 3, alone.counters().warps(InstructionClass.ATOMIC));
        assertArrayEquals(BUSY.runUncounted(geometry, EngineOptions.deterministic()), alone.words(), "counting changes no result");
    }

    @Test
    void faultsAsWithoutCounters() {
        final CountedKernel kernel = new CountedKernel("    st.global.u32 [%out+65536], %t;\n");
        final LaunchGeometry geometry = LaunchGeometry.of(1, 32);
        final KernelFaultException plain = assertThrows(KernelFaultException.class,
                () -> kernel.runUncounted(geometry, EngineOptions.deterministic()));
        final KernelFaultException counted = assertThrows(KernelFaultException.class,
                () -> kernel.run(geometry, EngineOptions.deterministic()));
        assertEquals(plain.kind(), counted.kind());
        assertEquals(plain.site(), counted.site());
    }

    @Test
    void keepsOtherBlocksOfAClusterApart() {
        final String statements = """
                mov.u32 %n, %cluster_ctarank;
                xor.b32 %n, %n, 1;
                mad.lo.u32 %a, %t, 16, 0;
                mov.u32 %b, tile;
                add.u32 %a, %a, %b;
                mapa.shared::cluster.u32 %a, %a, %n;
                setp.lt.u32 %q, %t, 24;
                @%q st.shared::cluster.v4.f32 [%a], {%f1, %f1, %f1, %f1};
                barrier.cluster.arrive;
                barrier.cluster.wait;
                ld.shared::cluster.f32 %f4, [tile];
                """;
        final LaunchCounters counters = new CountedKernel(".reqnctapercluster 2", statements)
                .run(LaunchGeometry.of(4, 32), new EngineOptions(2, EngineOptions.WarpOrder.FORWARD, 0)).counters();
        final Counts store = counters.lines().get(CountedKernel.line(8));
        assertCount(4, store, Counter.CLUSTER_REQUESTS);
        assertCount(4 * 24 * 16, store, Counter.CLUSTER_BYTES);
        assertCount(0, store, Counter.SHARED_REQUESTS);
        assertCount(0, store, Counter.WAVEFRONTS);
        final Counts load = last(counters, statements);
        assertCount(0, load, Counter.CLUSTER_REQUESTS);
        assertCount(4, load, Counter.SHARED_REQUESTS);
        assertCount(0, counters.total(), Counter.GLOBAL_REQUESTS);
        assertEquals(4, counters.warps(InstructionClass.SHARED_STORE));
        assertEquals(8, counters.warps(InstructionClass.BARRIER));
    }

    @Test
    void keepsLocalMemoryApart() {
        final String statements = """
                .local .align 4 .b8 mine[16];
                mov.u64 %p, mine;
                st.local.u32 [%p], %t;
                """;
        final LaunchCounters counters = new CountedKernel(statements).run(32);
        final Counts store = last(counters, statements);
        assertCount(1, store, Counter.LOCAL_REQUESTS);
        assertCount(0, store, Counter.GLOBAL_REQUESTS);
        assertEquals(0, counters.distinctBytes());
        assertEquals(1, counters.warps(InstructionClass.LOCAL));
    }
}
