package io.samcp.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.Execution;
import io.samcp.runtime.EngineOptions.WarpOrder;
import io.samcp.simulator.parse.PtxSyntaxException;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Launches in clusters, whose blocks reach each other's shared memory. */
final class ClusterLaunchTest {

    private static final int CLUSTER = 4;
    private static final int BLOCKS = 3 * CLUSTER;
    private static final int THREADS = 64;
    private static final int N = BLOCKS * THREADS;
    private static final String OF_FOUR = ".reqnctapercluster 4\n";

    private static final String ROOM = ".shared .align 16 .b8 room[1024];\n";

    /** Addresses: {@code %mine}, this thread's word in its block, {@code %theirs}, the same word in the next block, {@code %result}. */
    private static final String HEAD = """
            .reg .pred %p, %q;
            .reg .b32 %t, %b, %i, %rank, %next, %mine, %theirs, %v, %w, %x, %y;
            .reg .b64 %result, %wide, %generic;
            mov.u32 %t, %tid.x;
            mov.u32 %b, %ctaid.x;
            mad.lo.u32 %i, %b, 64, %t;
            mul.wide.u32 %result, %i, 4;
            add.u64 %result, %out, %result;
            mov.u32 %rank, %cluster_ctarank;
            add.u32 %next, %rank, 1;
            and.b32 %next, %next, 3;
            mov.u32 %mine, room;
            mad.lo.u32 %mine, %t, 4, %mine;
            mapa.shared::cluster.u32 %theirs, %mine, %next;
            """;

    private static final String MEET = "barrier.cluster.arrive.aligned;\nbarrier.cluster.wait.aligned;\n";

    private static final String EXCHANGE = HEAD + "st.shared.b32 [%mine], %i;\n" + MEET + "READ" + MEET + """
            st.global.b32 [%result], %v;
            exit;
            """;

    @ParameterizedTest
    @EnumSource(WarpOrder.class)
    void blocksReadTheNextOne(WarpOrder order) {
        final String kernel = EXCHANGE.replace("READ", "ld.shared::cluster.b32 %v, [%theirs];\n");
        for (final int threads : new int[]{1, 2, 3}) {
            for (final boolean cooperative : new boolean[]{false, true}) {
                for (final Execution execution : Execution.values()) {
                    final EngineOptions options = new EngineOptions(threads, order, 7).withExecution(execution);
                    assertArrayEquals(next(), run(kernel, options, cooperative), options + ", cooperative " + cooperative);
                }
                assertArrayEquals(next(), run(kernel, new EngineOptions(threads, order, 7).withChecks(Check.all()), cooperative));
            }
        }
    }

    /** Every way to the same word. */
    @ParameterizedTest
    @ValueSource(strings = {
        "ld.volatile.shared::cluster.b32 %v, [%theirs];",
        "ld.relaxed.cluster.shared::cluster.b32 %v, [%theirs];",
        "ld.acquire.cluster.shared::cluster.b32 %v, [%theirs];",
        "atom.shared::cluster.add.u32 %v, [%theirs], 0;",
        "atom.acq_rel.cluster.shared::cluster.or.b32 %v, [%theirs], 0;",
        "cvt.u64.u32 %wide, %theirs; cvta.shared::cluster.u64 %generic, %wide; ld.b32 %v, [%generic];",
        "cvt.u64.u32 %wide, %mine; cvta.shared.u64 %generic, %wide; mapa.u64 %generic, %generic, %next; ld.b32 %v, [%generic];",
        "mapa.shared::cluster.u32 %w, %theirs, %rank; mapa.shared::cluster.u32 %w, %w, %next; ld.shared::cluster.b32 %v, [%w];",
        "mapa.shared::cluster.u32 %w, room+16, %next; mad.lo.u32 %w, %t, 4, %w; ld.shared::cluster.b32 %v, [%w-16];",
        "cvt.u64.u32 %wide, %mine; mapa.shared::cluster.u64 %wide, %wide, %next; ld.shared::cluster.b32 %v, [%wide];"})
    void everyLoadOfAnotherBlock(String read) {
        for (final Execution execution : new Execution[]{Execution.INTERPRETED, Execution.COMPILED}) {
            assertArrayEquals(next(),
                    run(EXCHANGE.replace("READ", read + "\n"), EngineOptions.deterministic().withExecution(execution), false),
                    read);
        }
    }

    /** Every way to write the next block's word, of which each thread then reads its own. */
    @ParameterizedTest
    @ValueSource(strings = {
        "st.shared::cluster.b32 [%theirs], %i;",
        "st.volatile.shared::cluster.b32 [%theirs], %i;",
        "st.release.cluster.shared::cluster.b32 [%theirs], %i;",
        "atom.exch.shared::cluster.b32 %w, [%theirs], %i;",
        "red.relaxed.cluster.shared::cluster.add.u32 [%theirs], %i;",
        "cvt.u64.u32 %wide, %theirs; cvta.shared::cluster.u64 %generic, %wide; st.b32 [%generic], %i;"})
    void everyStoreToAnotherBlock(String write) {
        final String kernel = HEAD + "st.shared.b32 [%mine], 0;\n" + MEET + write + "\n" + MEET + """
                ld.shared.b32 %v, [%mine];
                st.global.b32 [%result], %v;
                exit;
                """;
        final int[] expected = new int[N];
        final int[] next = next();
        IntStream.range(0, N).forEach(i -> expected[next[i]] = i);
        for (final Execution execution : new Execution[]{Execution.INTERPRETED, Execution.COMPILED}) {
            assertArrayEquals(expected, run(kernel, EngineOptions.deterministic().withExecution(execution), false), write);
        }
    }

    @Test
    void vectorsOfAnotherBlock() {
        final String kernel = HEAD + """
                mov.u32 %w, %mine;
                mad.lo.u32 %w, %t, 12, %w;
                mapa.shared::cluster.u32 %theirs, %w, %next;
                add.u32 %x, %i, 1;
                st.shared::cluster.v2.b32 [%theirs], {%i, %x};
                add.u32 %y, %i, 2;
                st.shared::cluster.v2.b32 [%theirs+8], {%y, %rank};
                """ + MEET + """
                ld.shared::cluster.v4.b32 {%v, %x, %y, %b}, [%w];
                ld.shared.v4.b32 {%v, %x, %y, %b}, [%w];
                add.u32 %v, %v, %x;
                add.u32 %v, %v, %y;
                add.u32 %v, %v, %b;
                st.global.b32 [%result], %v;
                exit;
                """;
        final int[] expected = new int[N];
        final int[] next = next();
        IntStream.range(0, N).forEach(i -> expected[next[i]] = 3 * i + 3 + i / THREADS % CLUSTER);
        assertArrayEquals(expected, run(kernel, EngineOptions.deterministic(), false));
    }

    @Test
    void specialRegisters() {
        final String[] names = {"%cluster_ctarank", "%cluster_nctarank", "%cluster_ctaid.x", "%cluster_ctaid.y", "%cluster_ctaid.z",
            "%cluster_nctaid.x", "%cluster_nctaid.y", "%cluster_nctaid.z", "%clusterid.x", "%clusterid.y", "%clusterid.z",
            "%nclusterid.x", "%nclusterid.y", "%nclusterid.z"};
        final int[] grid = {4, 2, 3};
        assertArrayEquals(
                blocks(grid, (x, y, z) -> new int[]{x % 2 + 2 * (y % 2), 4, x % 2, y % 2, 0, 2, 2, 1, x / 2, y / 2, z, 2, 1, 3, 1}),
                specials(".reqnctapercluster 2, 2\n", names, grid));
        assertArrayEquals(blocks(grid, (x, y, z) -> new int[]{z, 3, 0, 0, z, 1, 1, 3, x, y, 0, 4, 2, 1, 1}),
                specials(".explicitcluster\n.reqnctapercluster 1, 1, 3\n", names, grid));
        assertArrayEquals(blocks(grid, (x, y, z) -> new int[]{0, 1, 0, 0, 0, 1, 1, 1, x, y, z, 4, 2, 3, 0}), specials("", names, grid));
    }

    private interface OfBlock {
        int[] values(int x, int y, int z);
    }

    private static int[] blocks(int[] grid, OfBlock of) {
        return IntStream.range(0, grid[0] * grid[1] * grid[2])
                .mapToObj(b -> of.values(b % grid[0], b / grid[0] % grid[1], b / grid[0] / grid[1])).flatMapToInt(IntStream::of).toArray();
    }

    private static int[] specials(String directives, String[] names, int[] grid) {
        final StringBuilder text = new StringBuilder("""
                .reg .pred %p;
                .reg .b32 %b, %x, %y, %z;
                .reg .b64 %q;
                mov.u32 %x, %ctaid.x;
                mov.u32 %y, %ctaid.y;
                mov.u32 %z, %ctaid.z;
                mad.lo.u32 %b, %z, GRIDY, %y;
                mad.lo.u32 %b, %b, GRIDX, %x;
                mul.wide.u32 %q, %b, STRIDE;
                add.u64 %q, %out, %q;
                mov.pred %p, %is_explicit_cluster;
                selp.u32 %x, 1, 0, %p;
                st.global.u32 [%q+LAST], %x;
                """.replace("GRIDX", "" + grid[0]).replace("GRIDY", "" + grid[1]).replace("STRIDE", "" + 4 * (names.length + 1))
                .replace("LAST", "" + 4 * names.length));
        for (int n = 0; n < names.length; n++) {
            text.append("mov.u32 %x, ").append(names[n]).append(";\nst.global.u32 [%q+").append(4 * n).append("], %x;\n");
        }
        final int[] out = new int[grid[0] * grid[1] * grid[2] * (names.length + 1)];
        TextKernel.ofClusters(directives, "", text + "exit;\n", 4, 4L * out.length).run(EngineOptions.deterministic(),
                new LaunchGeometry(grid[0], grid[1], grid[2], 1, 1, 1, 0), MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(out));
        return out;
    }

    @Test
    void ranksOfAddresses() {
        final String kernel = HEAD + """
                getctarank.shared::cluster.u32 %v, %theirs;
                getctarank.shared::cluster.u32 %w, room+4;
                mad.lo.u32 %v, %v, 10, %w;
                cvt.u64.u32 %wide, %theirs;
                getctarank.shared::cluster.u64 %w, %wide;
                mad.lo.u32 %v, %v, 10, %w;
                cvta.shared::cluster.u64 %generic, %wide;
                getctarank.u64 %w, %generic;
                mad.lo.u32 %v, %v, 10, %w;
                isspacep.shared::cluster %p, %generic;
                selp.u32 %w, 1, 0, %p;
                mad.lo.u32 %v, %v, 10, %w;
                isspacep.shared::cta %p, %generic;
                selp.u32 %w, 1, 0, %p;
                mad.lo.u32 %v, %v, 10, %w;
                isspacep.shared::cluster %p, %out;
                selp.u32 %w, 1, 0, %p;
                mad.lo.u32 %v, %v, 10, %w;
                isspacep.global %p, %out;
                selp.u32 %w, 1, 0, %p;
                mad.lo.u32 %v, %v, 10, %w;
                st.global.b32 [%result], %v;
                exit;
                """;
        assertArrayEquals(IntStream.range(0, N).map(i -> i / THREADS % CLUSTER).map(rank -> {
            final int next = (rank + 1) % CLUSTER;
            return Integer.parseInt("" + next + rank + next + next + "1" + "0" + "0" + "1");
        }).toArray(), run(kernel, EngineOptions.deterministic(), false));
    }

    /** Without a cluster a block is one of its own. */
    @Test
    void barrierOfASingleBlock() {
        final int[] out = new int[THREADS];
        TextKernel.ofClusters("", ROOM, HEAD.replace("mapa.shared::cluster.u32 %theirs, %mine, %next;", """
                xor.b32 %theirs, %mine, 128;
                mapa.shared::cluster.u32 %theirs, %theirs, 0;
                """) + "st.shared.b32 [%mine], %i;\n" + MEET + """
                ld.shared::cluster.b32 %v, [%theirs];
                st.global.b32 [%result], %v;
                exit;
                """, 4, 4L * THREADS).run(EngineOptions.deterministic().withChecks(Check.all()), LaunchGeometry.of(1, THREADS),
                MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(out));
        assertArrayEquals(IntStream.range(0, THREADS).map(t -> t ^ 32).toArray(), out);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        ".reqnctapercluster 4; 6; grid of 6x1x1 blocks, which is not a multiple of its clusters of 4x1x1",
        ".reqnctapercluster 1, 2; 4; grid of 4x1x1 blocks, which is not a multiple of its clusters of 1x2x1",
        ".reqnctapercluster 16; 16; asks for clusters of 16x1x1 blocks; 1 to 8 are possible",
        ".reqnctapercluster 0; 16; asks for clusters of 0x1x1 blocks; 1 to 8 are possible",
        ".explicitcluster; 4; test must be launched in clusters"})
    void launchesThatDoNotFit(String directives, int blocks, String says) {
        final TextKernel kernel = TextKernel.ofClusters(directives + "\n", "", "exit;\n", 4, 4);
        final DeviceException refused = assertThrows(DeviceException.class, () -> kernel.run(EngineOptions.deterministic(),
                LaunchGeometry.of(blocks, 1), MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(new int[1])));
        assertTrue(refused.getMessage().contains(says), refused.getMessage());
    }

    @Test
    void aSizeAndAMostOfIt() {
        final TextKernel kernel = TextKernel.ofClusters(".maxclusterrank 8\n.reqnctapercluster 4\n", "", "exit;\n", 4, 4);
        final PtxSyntaxException refused = assertThrows(PtxSyntaxException.class, () -> kernel.words(1, 0));
        assertTrue(refused.getMessage().contains(".reqnctapercluster and .maxclusterrank exclude each other"), refused.getMessage());
        assertDoesNotThrow(() -> TextKernel.ofClusters(".maxclusterrank 8\n", "", "exit;\n", 4, 4).words(1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {".reqnctapercluster 4", ".explicitcluster", ".maxclusterrank 8"})
    void targetsWithoutClusters(String directive) {
        final TextKernel since90 = TextKernel.ofClusters(directive + "\n", "", "exit;\n", 4, 4);
        final TextKernel before = new TextKernel(since90.text().replace("sm_90", "sm_89"), 4, 4);
        final PtxSyntaxException refused = assertThrows(PtxSyntaxException.class, () -> before.words(1, 0));
        assertTrue(refused.getMessage().contains(directive.split(" ", -1)[0] + " needs .target sm_90 or higher"), refused.getMessage());
    }

    private static int[] next() {
        return IntStream.range(0, N).map(i -> (i / THREADS / CLUSTER * CLUSTER + (i / THREADS + 1) % CLUSTER) * THREADS + i % THREADS)
                .toArray();
    }

    private static int[] run(String statements, EngineOptions options, boolean cooperative) {
        final int[] out = new int[N];
        final LaunchGeometry geometry = LaunchGeometry.of(BLOCKS, THREADS);
        TextKernel.ofClusters(OF_FOUR, ROOM, statements, 4, N * (long) Integer.BYTES).run(options,
                cooperative ? geometry.together() : geometry, MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(out));
        return out;
    }
}
