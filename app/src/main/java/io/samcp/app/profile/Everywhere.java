package io.samcp.app.profile;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceAllocation;
import io.samcp.runtime.DeviceBuffer;

/** A buffer large enough for anything, to be bound where only shapes matter. */
final class Everywhere implements DeviceAllocation {

    static final DeviceBuffer BUFFER = new DeviceBuffer(new Everywhere(), "anything");

    private Everywhere() {}

    @Override
    public Device device() {
        throw new IllegalStateException("it belongs to no device");
    }

    @Override
    public long address() {
        return 0;
    }

    @Override
    public long bytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // nothing to give back
    }
}
