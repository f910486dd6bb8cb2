package io.samcp.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.Execution;
import io.samcp.runtime.EngineOptions.WarpOrder;
import io.samcp.runtime.KernelFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Launches whose blocks wait for each other. */
final class CooperativeLaunchTest {

    private static final int BLOCKS = 5;
    private static final int THREADS = 64;
    private static final int ROUNDS = 4;
    /** Behind a row of values for each round: the counter of arrivals. */
    private static final int COUNTER = ROUNDS * BLOCKS * THREADS * Integer.BYTES;

    /** In each round a thread adds up what its two neighbours held in the round before; threads of the next block are neighbours. */
    private static final String RING = """
            .reg .pred %c;
            .reg .b32 %t, %b, %n, %i, %j, %round, %seen, %target, %v, %w;
            .reg .b64 %p, %q, %row;
            mov.u32 %t, %tid.x;
            mov.u32 %b, %ctaid.x;
            mov.u32 %n, %nctaid.x;
            mad.lo.u32 %i, %b, 64, %t;
            mul.wide.u32 %p, %i, 4;
            add.u64 %p, %out, %p;
            st.global.b32 [%p], %i;
            add.u32 %j, %i, 1;
            mul.lo.u32 %w, %n, 64;
            rem.u32 %j, %j, %w;
            mul.wide.u32 %q, %j, 4;
            add.u64 %q, %out, %q;
            mul.wide.u32 %row, %w, 4;
            mov.u32 %round, 1;
            ROUND:
            bar.sync 0;
            setp.ne.u32 %c, %t, 0;
            @%c bra MET;
            FENCE
            atom.add.relaxed.gpu.global.u32 %seen, [%out+COUNTER], 1;
            mul.lo.u32 %target, %round, %n;
            WAIT:
            ld.acquire.gpu.global.u32 %seen, [%out+COUNTER];
            setp.ge.u32 %c, %seen, %target;
            @%c bra MET;
            nanosleep.u32 32;
            bra WAIT;
            MET:
            bar.sync 0;
            ld.global.b32 %v, [%p];
            ld.global.b32 %w, [%q];
            add.u32 %v, %v, %w;
            add.u64 %p, %p, %row;
            add.u64 %q, %q, %row;
            st.global.b32 [%p], %v;
            add.u32 %round, %round, 1;
            setp.lt.u32 %c, %round, 4;
            @%c bra ROUND;
            exit;
            """.replace("COUNTER", "" + COUNTER);

    @ParameterizedTest
    @EnumSource(WarpOrder.class)
    void blocksMeet(WarpOrder order) {
        for (final int threads : new int[]{1, 2, BLOCKS}) {
            for (final Execution execution : Execution.values()) {
                assertArrayEquals(expected(), run(new EngineOptions(threads, order, 7).withExecution(execution), "fence.acq_rel.gpu;"));
            }
            assertArrayEquals(expected(), run(new EngineOptions(threads, order, 7).withChecks(Check.all()), "fence.acq_rel.gpu;"));
        }
    }

    @Test
    void missingFenceIsARace() {
        final KernelFaultException race = assertThrows(KernelFaultException.class,
                () -> run(EngineOptions.deterministic().withChecks(Check.all()), ""));
        assertEquals(KernelFaultException.Kind.RACE, race.kind());
        assertTrue(race.getMessage().contains("ld.global.b32 %w") && race.getMessage().contains(" of block (0,0,0) wrote"),
                race.getMessage());
    }

    @Test
    void blocksThatRunOneAfterTheOtherNeverMeet() {
        final KernelFaultException hangs = assertThrows(KernelFaultException.class,
                () -> run(EngineOptions.deterministic().withInstructionLimit(10_000), "fence.acq_rel.gpu;",
                        LaunchGeometry.of(BLOCKS, THREADS)));
        assertEquals(KernelFaultException.Kind.TIME_OUT, hangs.kind());
    }

    private static int[] run(EngineOptions options, String fence) {
        return run(options, fence, LaunchGeometry.of(BLOCKS, THREADS).together());
    }

    private static int[] run(EngineOptions options, String fence, LaunchGeometry geometry) {
        final int[] out = new int[COUNTER / Integer.BYTES + 1];
        TextKernel.of("", RING.replace("FENCE", fence), 4, out.length * (long) Integer.BYTES).run(options, geometry,
                MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(out));
        return Arrays.copyOf(out, out.length - 1);
    }

    private static int[] expected() {
        final int n = BLOCKS * THREADS;
        final int[] rows = Arrays.copyOf(IntStream.range(0, n).toArray(), ROUNDS * n);
        for (int i = n; i < rows.length; i++) {
            rows[i] = rows[i - n] + rows[i - i % n - n + (i + 1) % n];
        }
        return rows;
    }
}
