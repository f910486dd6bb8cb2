package io.samcp.runtime.assembler;

/**
 * How many blocks of a kernel a multiprocessor holds at a time.
 *
 * @param blocks resident blocks
 * @param warps resident warps
 * @param percent of the warps that would fit at most
 * @param limit what sets the number
 */
public record Occupancy(int blocks, int warps, int percent, Limit limit) {

    /** What sets the number of resident blocks. */
    public enum Limit {
        THREADS,
        BLOCKS,
        REGISTERS,
        SHARED_MEMORY
    }

    private static final int WARP = 32;
    private static final int REGISTER_UNIT = 256;
    private static final int SHARED_UNIT = 128;
    private static final int RESERVED_SHARED = 1024;

    /**
     * Occupancy of a kernel.
     *
     * @param architecture the GPU generation
     * @param threads threads per block
     * @param registers registers per thread
     * @param sharedBytes shared memory per block, static and dynamic
     */
    public static Occupancy of(Architecture architecture, int threads, int registers, int sharedBytes) {
        final int warpsPerBlock = Math.ceilDiv(threads, WARP);
        final int registersPerWarp = Math.ceilDiv(Math.max(1, registers) * WARP, REGISTER_UNIT) * REGISTER_UNIT;
        final int shared = Math.ceilDiv(sharedBytes + RESERVED_SHARED, SHARED_UNIT) * SHARED_UNIT;
        final int[] blocks = {architecture.threads() / (warpsPerBlock * WARP), architecture.blocks(),
            Architecture.REGISTERS / registersPerWarp / warpsPerBlock, architecture.sharedBytes() / shared};
        int least = 0;
        for (int i = 1; i < blocks.length; i++) {
            if (blocks[i] < blocks[least]) {
                least = i;
            }
        }
        final int warps = blocks[least] * warpsPerBlock;
        return new Occupancy(blocks[least], warps, 100 * warps * WARP / architecture.threads(), Limit.values()[least]);
    }
}
