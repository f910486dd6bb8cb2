package io.samcp.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelFaultException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red zones around memory, and launches that a GPU refuses. */
final class LaunchBoundsTest {

    private static final String READ = ".reg .b32 %%v;\nld.global.b32 %%v, [%s];\nst.global.b32 [%%out], %%v;\nexit;\n";

    @Test
    void allocationsLieApart() {
        try (Device device = Devices.engine(EngineOptions.deterministic())) {
            final List<DeviceBuffer> buffers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                buffers.add(device.allocate(4, "small"));
            }
            for (final DeviceBuffer a : buffers) {
                for (final DeviceBuffer b : buffers) {
                    assertTrue(a == b || Math.abs(a.address() - b.address()) >= 4096, a.address() + " and " + b.address());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first+16", "first+252", "first+-4", "second+16", "second+-4", "second+-256"})
    void variablesLieApart(String address) {
        final TextKernel kernel = TextKernel.of(".global .align 4 .b32 first[4] = {1, 2, 3, 4};\n.global .align 4 .b32 second[4];\n",
                READ.formatted(address), 4, 4);
        final String message = assertThrows(KernelFaultException.class, () -> kernel.words(1, 0)).getMessage();
        assertTrue(message.contains("out of bounds") && message.contains(address.substring(0, address.indexOf('+'))), message);
        assertEquals(3, TextKernel.of(".global .align 4 .b32 first[4] = {1, 2, 3, 4};\n", READ.formatted("first+8"), 4, 4).words(1, 0)[0]);
    }

    @Test
    void sharedMemoryIsThatOfTheDevice() {
        final String statements = ".reg .b32 %v;\nmov.b32 %v, more;\nst.global.b32 [%out], %v;\nexit;\n";
        final TextKernel fits = TextKernel.of(".extern .shared .align 16 .b8 more[];\n", statements, 4, 4);
        run(fits, LaunchGeometry.of(1, 1).withDynamicShared(227 * 1024));
        assertTrue(refused(fits, LaunchGeometry.of(1, 1).withDynamicShared(227 * 1024 + 1)).contains("sm_90 has 232448"));
        final TextKernel large = TextKernel.of(".shared .align 16 .b8 more[49153];\n", statements, 4, 4);
        assertTrue(
                refused(large, LaunchGeometry.of(1, 1)).contains("declares 49153 bytes of shared memory; more than 49152 must be dynamic"));
    }

    @Test
    void sharedMemoryBeginsAfterWhatTheSystemKeeps() {
        final String variables = ".shared .align 4 .b32 first[3];\n.shared .align 16 .b8 second[16];\n.extern .shared .align 2048 .b8 more[];\n";
        final String store = ".reg .b32 %v;\nmov.b32 %v, NAME;\nst.global.b32 [%out], %v;\nexit;\n";
        assertEquals(1024, TextKernel.of(variables, store.replace("NAME", "first"), 4, 4).words(1, 0)[0]);
        assertEquals(1040, TextKernel.of(variables, store.replace("NAME", "second"), 4, 4).words(1, 0)[0]);
        assertEquals(2048, TextKernel.of(variables, store.replace("NAME", "more"), 4, 4).words(1, 0)[0]);
    }

    @ParameterizedTest
    @CsvSource({"1024, 0x1000000000000400", "1028, 0x1000000000000404"})
    void genericAddressesLeadToTheSameByte(int address, String generic) {
        final String statements = ".reg .b32 %%v;\n.reg .u64 %%p, %%q;\n.shared .align 4 .b32 room[2];\nmov.u64 %%p, %d;\n"
                .formatted(address)
                + "cvta.shared.u64 %q, %p;\nst.b32 [%q], 77;\ncvta.to.shared.u64 %p, %q;\nld.shared.b32 %v, [%p];\n";
        assertEquals(77, TextKernel.of("", statements + "st.global.b32 [%out], %v;\nexit;\n", 4, 4).words(1, 0)[0]);
        final String direct = statements.replace("cvta.shared.u64 %q, %p;", "mov.u64 %q, " + generic + ";");
        assertEquals(77, TextKernel.of("", direct + "st.global.b32 [%out], %v;\nexit;\n", 4, 4).words(1, 0)[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mov.u32 %a, 1020;\nst.shared.b32 [%a], 1;", "mov.u64 %p, 1020;\ncvta.shared.u64 %p, %p;\nst.b32 [%p], 1;",
        "mov.u32 %a, %tid.x;\nst.shared.b32 [%a], 1;"})
    void nothingLiesInWhatTheSystemKeeps(String statement) {
        final TextKernel kernel = TextKernel.of(".shared .align 4 .b32 room[2];\n",
                ".reg .u32 %a;\n.reg .u64 %p;\n" + statement + "\nexit;\n", 4, 4);
        final String message = assertThrows(KernelFaultException.class, () -> kernel.words(1, 0)).getMessage();
        assertTrue(message.contains("before shared memory: address") && message.contains("the block's 8 bytes begin at 1024"), message);
    }

    @Test
    void blocksAreAsLargeAsTheEntryAllows() {
        final TextKernel kernel = TextKernel.of("", "exit;\n", 4, 4);
        final TextKernel limited = new TextKernel(kernel.text().replace(")\n{", ")\n.maxntid 64, 1, 1\n{"), 4, 4);
        run(limited, LaunchGeometry.of(1, 64));
        assertTrue(refused(limited, LaunchGeometry.of(1, 65)).contains("test allows 64 threads per block, launched with 65"));
    }

    private static void run(TextKernel kernel, LaunchGeometry geometry) {
        kernel.run(EngineOptions.deterministic(), geometry, MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(new int[1]));
    }

    private static String refused(TextKernel kernel, LaunchGeometry geometry) {
        return assertThrows(DeviceException.class, () -> run(kernel, geometry)).getMessage();
    }
}
