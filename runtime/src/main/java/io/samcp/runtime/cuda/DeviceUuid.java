package io.samcp.runtime.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HexFormat;

/**
 * Asks the driver for a device's UUID. JCuda has only the first version of the call, which gives a MIG slice the UUID of its GPU; this is the
 * second.
 */
final class DeviceUuid {

    private static final String FUNCTION = "cuDeviceGetUuid_v2";
    private static final int BYTES = 16;

    /** Hexadecimal digits in front of each dash: 8-4-4-4-12. */
    private static final int[] DASHES = {8, 12, 16, 20};

    private final DriverGate gate;
    private final MethodHandle function;

    DeviceUuid(DriverGate gate, SymbolLookup driver) {
        this.gate = gate;
        this.function = Linker.nativeLinker().downcallHandle(driver.findOrThrow(FUNCTION),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    }

    /**
     * Such as {@code GPU-8f6c2a01-…}.
     *
     * @param ordinal the device's number among the visible ones, which is what the driver's handle holds
     * @param slice whether it is a MIG slice
     */
    String of(int ordinal, boolean slice) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment uuid = arena.allocate(BYTES);
            gate.call(FUNCTION, "device " + ordinal, () -> call(uuid, ordinal));
            final StringBuilder text = new StringBuilder(HexFormat.of().formatHex(uuid.toArray(ValueLayout.JAVA_BYTE)));
            for (int i = DASHES.length - 1; i >= 0; i--) {
                text.insert(DASHES[i], '-');
            }
            return (slice ? "MIG-" : "GPU-") + text;
        }
    }

    private int call(MemorySegment uuid, int ordinal) {
        try {
            return (int) function.invokeExact(uuid, ordinal);
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the driver failed", e);
        }
    }
}
