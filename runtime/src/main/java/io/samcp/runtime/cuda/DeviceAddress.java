package io.samcp.runtime.cuda;

import jcuda.driver.CUdeviceptr;

/** A device address as JCuda wants it. */
final class DeviceAddress extends CUdeviceptr {

    /** To be filled by the driver. */
    DeviceAddress() {}

    private DeviceAddress(long address) {
        super(new DeviceAddress(), address);
    }

    static DeviceAddress of(long address) {
        return new DeviceAddress(address);
    }

    long value() {
        return getNativePointer() + getByteOffset();
    }
}
