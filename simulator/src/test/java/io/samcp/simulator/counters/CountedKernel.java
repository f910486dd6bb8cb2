package io.samcp.simulator.counters;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.simulator.launch.LaunchArgument;
import io.samcp.simulator.launch.PtxLaunch;
import io.samcp.simulator.launch.PtxText;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A kernel with one buffer of zeros. {@code %out} holds its address, {@code %t} the thread's number in the block, {@code %i} that in the grid.
 *
 * @param directives of the entry
 * @param statements what it does
 */
record CountedKernel(String directives, String statements) {

    private static final String HEAD = """
            .version 8.0
            .target sm_90
            .address_size 64
            .visible .entry test(.param .u64 out) DIRECTIVES
            {
                .reg .u32 %t, %i, %a, %b, %n;
                .reg .u64 %out, %p, %w;
                .reg .pred %q;
                .reg .f32 %f<8>;
                .reg .f64 %d;
                .reg .b32 %h;
                .shared .align 16 .b8 tile[8192];
                ld.param.u64 %out, [out];
                mov.u32 %t, %tid.x;
                mov.u32 %a, %ntid.x;
                mov.u32 %b, %ctaid.x;
                mad.lo.u32 %i, %b, %a, %t;
                mov.f32 %f1, 0f3F800000;
                mov.f64 %d, 0d3FF0000000000000;
                mov.b32 %h, 0;
            """;
    private static final int BYTES = 1 << 16;
    private static final long LIMIT = 1_000_000;

    CountedKernel(String statements) {
        this("", statements);
    }

    /** Results and counts. */
    record Run(LaunchCounters counters, int[] words) {}

    /** One block. */
    LaunchCounters run(int threads) {
        return run(LaunchGeometry.of(1, threads), EngineOptions.deterministic()).counters();
    }

    Run run(LaunchGeometry geometry, EngineOptions options) {
        try (PtxLaunch launch = launch(geometry)) {
            final LaunchCounters counters = launch.runCounting(options.withInstructionLimit(LIMIT));
            return new Run(counters, words(launch));
        }
    }

    /** The same without counting. */
    int[] runUncounted(LaunchGeometry geometry, EngineOptions options) {
        try (PtxLaunch launch = launch(geometry)) {
            launch.run(options.withInstructionLimit(LIMIT));
            return words(launch);
        }
    }

    private static int[] words(PtxLaunch launch) {
        return launch.buffer(0).toArray(ValueLayout.JAVA_INT);
    }

    private PtxLaunch launch(LaunchGeometry geometry) {
        return new PtxLaunch(PtxText.read("test.ptx", HEAD.replace("DIRECTIVES", directives) + statements + "    exit;\n}\n"), "test",
                geometry, Architecture.SM_90,
                List.of(LaunchArgument.Buffer.zeros("out", BYTES)));
    }

    /** The line of a statement, from 1. */
    static int line(int statement) {
        return (int) HEAD.lines().count() + statement;
    }
}
