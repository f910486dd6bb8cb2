package io.samcp.runtime.cuda;

import io.samcp.runtime.DeviceException;
import io.samcp.runtime.KernelFaultException;
import jcuda.CudaException;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every call into the driver passes here. A refusal becomes an exception that names the call, what it was for, and the error. After an
 * error from which a context does not recover the gate is shut: each later call fails at once and says why. Thread-safe; an accepted
 * call allocates nothing.
 */
final class DriverGate {

    private static final Logger LOG = LoggerFactory.getLogger(DriverGate.class);

    static {
        // The one place that asks for it: without, JCuda returns error codes that nobody reads.
        JCudaDriver.setExceptionsEnabled(true);
    }

    private final String device;
    private volatile String deathReason;

    /** @param device what to call the device in messages */
    DriverGate(String device) {
        this.device = device;
    }

    /**
     * Makes a call.
     *
     * @param function the driver's function, e.g. {@code cuGraphLaunch}
     * @param subject what it is for: a graph, a kernel, a purpose of memory
     * @throws KernelFaultException if the driver reports that a kernel faulted
     * @throws DeviceException if the device is dead
     * @throws DriverException if the driver refuses
     */
    void call(String function, String subject, DriverCall call) {
        requireAlive(function, subject);
        final DriverError error = error(call);
        if (error != null) {
            throw refused(function, subject, error);
        }
    }

    /**
     * Makes a call that gives something back; a refusal is only logged, because the owner is on the way out.
     *
     * @return false if it was refused, or not tried because the device is dead
     */
    boolean release(String function, String subject, DriverCall call) {
        if (deathReason != null) {
            return false; // nothing can be given back to a dead context; its end frees everything
        }
        final DriverError error = error(call);
        if (error == null) {
            return true;
        }
        LOG.warn("{}: {} for {}: {}", device, function, subject, error);
        if (error.isSticky()) {
            deathReason = function + " for " + subject + " reported " + error;
        }
        return false;
    }

    /** Makes the last calls of a context, which are due even if it is dead. */
    void end(String function, DriverCall call) {
        final DriverError error = error(call);
        if (error != null) {
            LOG.warn("{}: {}: {}", device, function, error);
        }
    }

    /** Null if the call was accepted. Most of JCuda throws, but some of its functions only return the code. */
    private static DriverError error(DriverCall call) {
        try {
            final int code = call.run();
            return code == CUresult.CUDA_SUCCESS ? null : DriverError.of(CUresult.stringFor(code));
        } catch (CudaException e) {
            return DriverError.of(e.getMessage());
        }
    }

    private void requireAlive(String function, String subject) {
        final String reason = deathReason;
        if (reason != null) {
            throw new DeviceException(device + " is dead since " + reason + "; " + function + " for " + subject
                    + " was not tried. Close the engine and the device, and open new ones");
        }
    }

    private DeviceException refused(String function, String subject, DriverError error) {
        final String what = function + " for " + subject + " reported " + error;
        if (error.isSticky()) {
            deathReason = what;
        }
        if (error.isKernelFault()) {
            return new KernelFaultException(device + ": " + what
                    + ". Faults arrive late: the kernel may be one before. CudaOptions.blamingEachLaunch() finds it. The device is dead now");
        }
        return new DriverException(device + ": " + what, error);
    }
}
