package io.samcp.simulator.exec;

/**
 * Addresses of shared memory throughout a cluster. An address in the shared memory of the block itself stands for itself; one that
 * {@code mapa} has made names a block:
 *
 * <pre>
 *  31 ... 24  23 ............... 0
 * | rank + 1 | address in the block |
 * </pre>
 */
final class ClusterWindow {

    /** {@link #rank} of an address that names no block. */
    static final int OWN = -1;

    private static final int SHIFT = 24;
    private static final long WITHIN = (1L << SHIFT) - 1;

    private ClusterWindow() {}

    /** An address of a block; the address that is mapped may be one of another block. */
    static long map(long address, int rank) {
        return (long) (rank + 1) << SHIFT | address & WITHIN;
    }

    /** Rank of the block that an address names, which need not exist, or {@link #OWN}. */
    static long rank(long address) {
        return (address >> SHIFT) - 1;
    }

    /** The address in that block. */
    static long within(long address) {
        return address & WITHIN;
    }
}
