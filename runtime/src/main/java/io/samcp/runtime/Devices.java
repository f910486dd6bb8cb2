package io.samcp.runtime;

import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and opens devices. */
public final class Devices {

    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

    private Devices() {}

    /**
     * Opens the best device there is and says in one log line which it took and why: a GPU if there is a driver and a device that runs our
     * kernels, else the PTX engine.
     *
     * @throws DeviceException if there is none
     */
    public static Device best() {
        String reason = NvidiaDriver.probe().summary();
        if (CudaDevice.isDriverPresent()) {
            try {
                final CudaDevice gpu = cuda(CudaOptions.defaults());
                LOG.info("device: {}", gpu.description().name());
                return gpu;
            } catch (DeviceException e) {
                reason = e.getMessage() + ", so kernels run on the PTX engine";
            }
        }
        final EngineDevice engine = engine(EngineOptions.allCores());
        LOG.info("device: {}; {}", engine.description().name(), reason);
        return engine;
    }

    /**
     * Opens a GPU.
     *
     * @throws DeviceException if there is no driver, no such device, or it is too old for our kernels; the message says which and why
     */
    public static CudaDevice cuda(CudaOptions options) {
        return CudaDevice.open(options);
    }

    /**
     * Opens the PTX engine.
     *
     * @throws DeviceException if the module {@code simulator} is not there
     */
    public static EngineDevice engine(EngineOptions options) {
        return ServiceLoader.load(EngineProvider.class).findFirst()
                .orElseThrow(() -> new DeviceException("no PTX engine: samcp4j-simulator is not on the class path or module path"))
                .open(options);
    }
}
