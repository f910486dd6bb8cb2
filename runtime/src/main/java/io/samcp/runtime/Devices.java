package io.samcp.runtime;

import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and opens devices. */
public final class Devices {

    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);

    private static final String ONE_GPU = "cuda:";

    private Devices() {}

    /**
     * Opens the best device there is and says in one log line which it took and why: a GPU if there is a driver and a device that runs our
     * kernels, else the PTX engine.
     *
     * @throws DeviceException if there is none
     */
    public static Device best() {
        return best(CudaOptions.defaults());
    }

    private static Device best(CudaOptions options) {
        String reason = NvidiaDriver.probe().summary();
        if (CudaDevice.isDriverPresent()) {
            try {
                final CudaDevice gpu = cuda(options);
                LOG.info("device: {}", gpu.name());
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
     * Opens a device by name.
     *
     * @param name {@code best}; {@code cpu}; {@code cuda}, the first usable GPU; {@code cuda:0} or {@code cuda:GPU-8f6c}, one by index or
     *        by the beginning of its UUID
     * @throws IllegalArgumentException if the name is another
     * @throws DeviceException if that device cannot be opened
     */
    public static Device named(String name) {
        return named(name, LibraryUse.MEASURED);
    }

    /**
     * Opens a device by name, as {@link #named(String)} does.
     *
     * @param libraryUse what a GPU leaves to libraries, where they are allowed at all
     */
    public static Device named(String name, LibraryUse libraryUse) {
        if (!isName(name)) {
            throw new IllegalArgumentException("a device is best, cpu, cuda, cuda:INDEX or cuda:UUID, found '" + name + "'");
        }
        final CudaOptions options = CudaOptions.defaults().withLibraries(libraryUse);
        return switch (name) {
            case "best" -> best(options);
            case "cpu" -> engine(EngineOptions.allCores());
            case "cuda" -> cuda(options);
            default -> cuda(options.withSelector(name.substring(ONE_GPU.length())));
        };
    }

    /** True if {@link #named} understands it; whether there is such a device is another question. */
    public static boolean isName(String name) {
        return Set.of("best", "cpu", "cuda").contains(name) || name.startsWith(ONE_GPU) && name.length() > ONE_GPU.length();
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
