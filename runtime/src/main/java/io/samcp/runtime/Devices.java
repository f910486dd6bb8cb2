package io.samcp.runtime;

import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and opens devices. */
public final class Devices {

    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

    private Devices() {}

    /**
     * Opens the best device there is and says in one log line which it took and why.
     *
     * @throws DeviceException if there is none
     */
    public static Device best() {
        final EngineDevice engine = engine(EngineOptions.allCores());
        LOG.info("device: {}; {}", engine.description().name(), NvidiaDriver.probe().summary());
        return engine;
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
