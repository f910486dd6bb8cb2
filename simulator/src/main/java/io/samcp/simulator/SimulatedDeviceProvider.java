package io.samcp.simulator;

import io.samcp.simulator.library.LibraryOperations;
import io.samcp.runtime.EngineDevice;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineProvider;
import java.lang.management.ManagementFactory;

/** Opens the engine for {@link io.samcp.runtime.Devices}. */
public final class SimulatedDeviceProvider implements EngineProvider {

    /** For the service loader. */
    public SimulatedDeviceProvider() {}

    @Override
    public EngineDevice open(EngineOptions options) {
        return open(options, LibraryOperations.open());
    }

    /**
     * Opens an engine with library operations of the caller's choice.
     *
     * @param libraries what carries out operations where libraries are allowed
     */
    public static EngineDevice open(EngineOptions options, LibraryOperations libraries) {
        return new SimulatedDevice(options, physicalMemory() / 4 * 3, libraries);
    }

    private static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }
}
