package io.samcp.kernels;

/**
 * What the assembler may report at most. Spills are never allowed.
 *
 * @param registers registers per thread
 * @param staticSharedBytes static shared memory per block
 */
public record ResourceBudget(int registers, int staticSharedBytes) {

    public ResourceBudget {
        if (registers < 1 || registers > 255 || staticSharedBytes < 0 || staticSharedBytes > 48 * 1024) {
            throw new IllegalArgumentException(
                    "registers 1..255 and static shared memory 0..49152: registers=" + registers + ", shared=" + staticSharedBytes);
        }
    }
}
