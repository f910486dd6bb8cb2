package io.samcp.runtime;

/** There is not enough device memory. */
public final class OutOfDeviceMemoryException extends DeviceException {

    private static final long serialVersionUID = 1L;

    /**
     * @param askedBytes what was asked for
     * @param freeBytes what was free
     * @param purpose by what it was asked for
     */
    public OutOfDeviceMemoryException(long askedBytes, long freeBytes, String purpose) {
        super("not enough device memory for " + purpose + ": asked " + askedBytes + " bytes, free " + freeBytes);
    }
}
