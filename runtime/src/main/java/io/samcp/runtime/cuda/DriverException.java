package io.samcp.runtime.cuda;

import io.samcp.runtime.DeviceException;

/** The driver refused a call. */
final class DriverException extends DeviceException {

    private static final long serialVersionUID = 1L;

    private final transient DriverError error;

    DriverException(String message, DriverError error) {
        super(message);
        this.error = error;
    }

    DriverError error() {
        return error;
    }
}
