package io.samcp.test.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.samcp.runtime.Device;
import io.samcp.simulator.driver.LiveObjects;
import io.samcp.test.runtime.DeviceContract;
import org.junit.jupiter.api.AfterEach;

/** The contract of devices, kept by the CUDA device on the stand-in driver; and nothing is left in the driver afterwards. */
final class CudaDeviceContractTest extends DeviceContract {

    @Override
    protected Device open() {
        return StandIn.device();
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(LiveObjects.NONE, StandIn.driver().live());
    }
}
