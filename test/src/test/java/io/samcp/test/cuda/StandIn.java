package io.samcp.test.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.samcp.runtime.CudaDevice;
import io.samcp.runtime.CudaOptions;
import io.samcp.runtime.LibraryUse;
import io.samcp.simulator.driver.NodeOrder;
import io.samcp.simulator.driver.StandInDriver;
import java.util.Optional;

/** The stand-in driver in tests. Where it cannot be built, they are skipped and say why. */
final class StandIn {

    private StandIn() {}

    /** The driver with no fault to come. */
    static StandInDriver driver() {
        final Optional<String> reason = StandInDriver.unavailable();
        assumeTrue(reason.isEmpty(), () -> "skipped: " + reason.orElseThrow());
        final StandInDriver driver = StandInDriver.load();
        driver.calm();
        return driver;
    }

    /** Options without a cache on disk. */
    static CudaOptions options() {
        return new CudaOptions(Optional.empty(), Optional.empty(), 4, false, LibraryUse.MEASURED);
    }

    static CudaDevice device() {
        driver();
        return CudaDevice.open(options());
    }

    /** A device whose graphs run their nodes in some order. */
    static CudaDevice device(NodeOrder order) {
        driver().setOrder(order, 1);
        return CudaDevice.open(options());
    }
}
