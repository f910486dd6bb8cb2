package io.samcp.runtime.cuda;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jcuda.driver.CUresult;

/**
 * An error of the driver.
 *
 * @param name as in {@code cuda.h}, e.g. {@code CUDA_ERROR_ILLEGAL_ADDRESS}
 * @param code its number; -1 if JCuda does not know the name
 */
record DriverError(String name, int code) {

    private static final int LAST_CODE = 999;

    private static final Map<String, Integer> CODES = IntStream.rangeClosed(0, LAST_CODE).boxed()
            .filter(code -> CUresult.stringFor(code).startsWith("CUDA_ERROR_"))
            .collect(Collectors.toMap(CUresult::stringFor, code -> code, (first, second) -> first));

    /** A kernel did something it must not. */
    private static final Set<Integer> KERNEL_FAULTS = Set.of(CUresult.CUDA_ERROR_ILLEGAL_ADDRESS, CUresult.CUDA_ERROR_LAUNCH_TIMEOUT,
            CUresult.CUDA_ERROR_ASSERT, CUresult.CUDA_ERROR_HARDWARE_STACK_ERROR, CUresult.CUDA_ERROR_ILLEGAL_INSTRUCTION,
            CUresult.CUDA_ERROR_MISALIGNED_ADDRESS, CUresult.CUDA_ERROR_INVALID_ADDRESS_SPACE, CUresult.CUDA_ERROR_INVALID_PC,
            CUresult.CUDA_ERROR_LAUNCH_FAILED);

    /** After these, too, the context answers nothing but the same error. */
    private static final Set<Integer> OTHER_STICKY = Set.of(CUresult.CUDA_ERROR_ECC_UNCORRECTABLE,
            CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE, CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED, CUresult.CUDA_ERROR_DEINITIALIZED,
            CUresult.CUDA_ERROR_UNKNOWN);

    /** The error behind the message of a JCuda exception. */
    static DriverError of(String message) {
        final String name = message == null ? "an unknown error" : message.strip();
        return new DriverError(name, CODES.getOrDefault(name, -1));
    }

    boolean isKernelFault() {
        return KERNEL_FAULTS.contains(code);
    }

    /** True if nothing on the device works after it. */
    boolean isSticky() {
        return isKernelFault() || OTHER_STICKY.contains(code);
    }

    boolean isOutOfMemory() {
        return code == CUresult.CUDA_ERROR_OUT_OF_MEMORY;
    }

    /** True if an image was handed in that the device cannot load. */
    boolean isBadImage() {
        return code == CUresult.CUDA_ERROR_INVALID_IMAGE || code == CUresult.CUDA_ERROR_NO_BINARY_FOR_GPU
                || code == CUresult.CUDA_ERROR_INVALID_SOURCE || code == CUresult.CUDA_ERROR_FILE_NOT_FOUND;
    }

    @Override
    public String toString() {
        return name + " (" + code + ")";
    }
}
