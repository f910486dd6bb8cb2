package io.samcp.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelFaultException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a kernel does wrong stops it, with kernel, PTX line, block, thread and address, and harms nothing else. */
final class FaultTest {

    private static final String THREAD = """
                .reg .u32 %t, %b;
                .reg .s32 %i;
                .reg .u64 %p;
                .reg .b32 %v;
                .reg .b64 %w;
                .reg .pred %q;
                mov.u32 %t, %tid.x;
                mov.u32 %b, %ctaid.x;
                mad.lo.s32 %i, %b, 64, %t;
            """;

    private static String fault(String declarations, String statements) {
        final TextKernel kernel = TextKernel.of(declarations, THREAD + statements + "    exit;\n", 128, 128);
        return assertThrows(KernelFaultException.class, () -> kernel.run(EngineOptions.deterministic(), LaunchGeometry.of(2, 64),
                MemorySegment.ofArray(new int[32]), MemorySegment.ofArray(new int[32]))).getMessage();
    }

    private static void says(String message, String... parts) {
        for (final String part : parts) {
            assertTrue(message.contains(part), "'" + part + "' in: " + message);
        }
    }

    @Test
    void readsBeyondABuffer() {
        says(fault("", "mad.wide.s32 %p, %i, 4, %in;\nld.global.b32 %v, [%p];\n"), "test, line", "ld.global.b32 %v, [%p]", "block (0,0,0)",
                "thread (32,0,0)", "0x");
    }

    @Test
    void writesBeforeABuffer() {
        says(fault("", "add.s64 %p, %out, -4;\nst.global.b32 [%p], 1;\n"), "st.global.b32", "thread (0,0,0)", "0x");
    }

    @Test
    void writesOnlyInTheSecondBlock() {
        says(fault("", "setp.eq.u32 %q, %b, 1;\nmad.wide.s32 %p, %i, 4, %out;\n@%q st.global.b32 [%p], 1;\n"), "block (1,0,0)",
                "thread (0,0,0)");
    }

    @Test
    void accessesNull() {
        says(fault("", "mov.u64 %p, 0;\nld.global.b32 %v, [%p+8];\n"), "0x8", "thread (0,0,0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ld.global.b32 %v, [%p];", "st.global.b32 [%p], %v;", "ld.global.b64 %w, [%p+2];",
        "atom.global.add.u32 %v, [%p], 1;"})
    void accessesOffItsAlignment(String instruction) {
        says(fault("", "mov.b32 %v, 0;\nadd.s64 %p, %out, 2;\n" + instruction + "\n"), "misaligned", "0x", "thread (0,0,0)");
    }

    @Test
    void readsBeyondSharedMemory() {
        says(fault("", ".shared .align 4 .b32 room[8];\nmov.u32 %b, room;\nmad.lo.u32 %b, %t, 4, %b;\nld.shared.b32 %v, [%b];\n"),
                "outside shared memory", "32", "thread (8,0,0)");
    }

    @Test
    void readsBeyondLocalMemory() {
        says(fault("", ".local .align 4 .b32 room[2];\nmov.u64 %p, room;\nld.local.b32 %v, [%p+8];\n"), "local memory", "thread (0,0,0)");
    }

    @Test
    void trapsAndRunsWithoutEnd() {
        says(fault("", "setp.eq.u32 %q, %t, 5;\n@%q trap;\n"), "trap", "thread (5,0,0)");
    }

    @Test
    void readsALaneThatHasLeft() {
        says(fault("", "setp.lt.u32 %q, %t, 4;\n@%q exit;\nmov.b32 %v, %t;\nshfl.sync.idx.b32 %v, %v, 0, 31, -1;\n"), "reads lane 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ld.global.b32 %v, [%p];", "ld.global.b64 %w, [%p+-4];", "st.shared.b32 [%p], 1;", "ld.local.b32 %v, [%p];",
        "ld.b32 %v, [%p];", "red.global.add.u32 [%p], 1;"})
    void addressesAtTheEndOfTheSpaceDoNotWrap(String instruction) {
        final String room = ".shared .align 4 .b32 room[8];\n.local .align 4 .b32 hall[8];\n";
        says(fault("", room + "mov.u64 %p, 0x7FFFFFFFFFFFFFFC;\n" + instruction + "\n"), "thread (0,0,0)", "test, line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bar.sync %t, 64;", "mov.b32 %v, 17;\nbar.sync %v;", "mov.b32 %v, 16;\nbar.arrive %v, 64;",
        "mov.b32 %v, 33;\nbar.sync 0, %v;", "bar.arrive 1, 128;"})
    void barriersThatDoNotExist(String instruction) {
        says(fault("", "add.u32 %t, %t, 16;\n" + instruction + "\n"), "barrier", "thread (0,0,0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shfl.sync.bfly.b32 %v, %v, 1, 31, 0xFF;", "shfl.sync.bfly.b32 %v, %v, 1, 31, -1;",
        "vote.sync.any.pred %q, %q, -1;", "redux.sync.add.s32 %i, %i, 1;", "match.any.sync.b32 %v, %v, %b;", "bar.warp.sync -1;"})
    void memberMasksMustBeTrue(String instruction) {
        // only lanes 8 to 15 get there, and they name lane 0, everyone, or nobody
        says(fault("",
                "mov.b32 %v, 0;\nshr.u32 %i, %t, 3;\nsetp.ne.s32 %q, %i, 1;\n@%q bra PAST;\n" + instruction
                        + "\nPAST:\nadd.s32 %i, %i, 1;\n"),
                "member mask", "thread (8,0,0)");
    }

    @Test
    void theNextLaunchWorks() {
        final TextKernel wrong = TextKernel.of("", THREAD + "st.global.b32 [%out+128], 1;\nexit;\n", 4, 128);
        final TextKernel right = TextKernel.of("", THREAD + "mad.wide.s32 %p, %i, 4, %out;\nst.global.b32 [%p], %i;\nexit;\n", 4, 128);
        try (Device device = Devices.engine(EngineOptions.allCores())) {
            final int[] out = new int[32];
            for (int i = 0; i < 3; i++) {
                assertThrows(KernelFaultException.class,
                        () -> wrong.run(device, LaunchGeometry.of(40, 32), MemorySegment.ofArray(new int[1]),
                                MemorySegment.ofArray(new int[32])));
                Arrays.fill(out, -1);
                right.run(device, LaunchGeometry.of(1, 32), MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(out));
                final int[] expected = new int[32];
                Arrays.setAll(expected, k -> k);
                assertArrayEquals(expected, out);
            }
            assertTrue(((SimulatedDevice) device).openAllocations().equals(List.of()), "nothing is left open");
        }
    }
}
