package io.samcp.test.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.SimulatedDevice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of devices, kept by the PTX engine. */
final class EngineDeviceTest extends DeviceContract {

    @Override
    protected Device open() {
        return Devices.engine(EngineOptions.deterministic());
    }

    @Test
    void namesWhatIsStillOpen() {
        try (Device device = open(); DeviceBuffer kept = device.allocate(12, "kept")) {
            device.allocate(4, "gone").close();
            assertEquals(List.of(kept.purpose()), ((SimulatedDevice) device).openAllocations());
            assertEquals(12, ((SimulatedDevice) device).allocatedBytes());
        }
    }
}
