package io.samcp.runtime.cuda;

/** One call into the driver; it throws {@link jcuda.CudaException} if the driver refuses. */
@FunctionalInterface
interface DriverCall {

    int run();
}
