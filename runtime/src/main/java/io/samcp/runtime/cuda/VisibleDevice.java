package io.samcp.runtime.cuda;

import jcuda.driver.CUdevice;

/**
 * A device the driver shows to this process.
 *
 * @param handle the driver's handle
 * @param index its number among the visible ones
 * @param name e.g. {@code NVIDIA H100 80GB HBM3}
 * @param uuid e.g. {@code GPU-8f6c2a…} or {@code MIG-41ab…}
 * @param major compute capability
 * @param minor compute capability
 * @param memoryBytes all its memory
 */
record VisibleDevice(CUdevice handle, int index, String name, String uuid, int major, int minor, long memoryBytes) {

    private static final int OLDEST_MAJOR = 8;

    String architecture() {
        return "sm_" + major + minor;
    }

    /** Our PTX is written for sm_80. */
    boolean runsOurKernels() {
        return major >= OLDEST_MAJOR;
    }

    @Override
    public String toString() {
        return index + ": " + name + ", " + architecture() + ", " + uuid;
    }
}
