package io.samcp.runtime.cuda;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceAllocation;
import java.util.function.Consumer;

/** Device memory. */
final class CudaAllocation implements DeviceAllocation {

    private final Device device;
    private final long address;
    private final long bytes;
    private final String purpose;
    private final Consumer<CudaAllocation> onClose;
    private volatile boolean open = true;

    CudaAllocation(Device device, long address, long bytes, String purpose, Consumer<CudaAllocation> onClose) {
        this.device = device;
        this.address = address;
        this.bytes = bytes;
        this.purpose = purpose;
        this.onClose = onClose;
    }

    String purpose() {
        return purpose;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            onClose.accept(this);
        }
    }
}
