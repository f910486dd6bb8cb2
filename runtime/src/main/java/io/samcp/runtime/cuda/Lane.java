package io.samcp.runtime.cuda;

import jcuda.driver.CUstream;

/**
 * Where a step is queued.
 *
 * @param stream the driver's stream
 * @param workspace scratch memory that steps of this lane use one after the other; address 0 if none of them needs any
 */
record Lane(CUstream stream, DeviceAddress workspace) {

    /** For steps that need no scratch memory. */
    static Lane of(CUstream stream) {
        return new Lane(stream, DeviceAddress.of(0));
    }
}
