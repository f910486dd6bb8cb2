package io.samcp.runtime;

/** A kernel did something it must not, e.g. accessed memory outside its buffers. */
public final class KernelFaultException extends DeviceException {

    private static final long serialVersionUID = 1L;

    /**
     * A fault with all that is known about it.
     *
     * @param message kernel, PTX line, block, thread and address where they are known
     */
    public KernelFaultException(String message) {
        super(message);
    }
}
