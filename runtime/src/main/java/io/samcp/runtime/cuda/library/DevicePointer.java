package io.samcp.runtime.cuda.library;

import io.samcp.runtime.DeviceBuffer;
import jcuda.driver.CUdeviceptr;

/** A device address as JCuda wants it. */
final class DevicePointer extends CUdeviceptr {

    private DevicePointer(long address) {
        super(new CUdeviceptr(), address);
    }

    static DevicePointer of(DeviceBuffer buffer) {
        return new DevicePointer(buffer.address());
    }
}
