package io.samcp.kernels;

/**
 * Grid and block of a launch.
 *
 * @param gridX blocks along x, 1..2^31-1
 * @param gridY blocks along y, 1..65535
 * @param gridZ blocks along z, 1..65535
 * @param blockX threads along x; the product of the three is at most 1024
 * @param blockY threads along y
 * @param blockZ threads along z, at most 64
 * @param dynamicSharedBytes dynamic shared memory per block
 * @param cooperative whether all blocks must run at the same time, because they wait for each other
 */
public record LaunchGeometry(int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ, int dynamicSharedBytes,
        boolean cooperative) {

    private static final int MAX_GRID_YZ = 65535;
    private static final int MAX_THREADS = 1024;
    private static final int MAX_BLOCK_Z = 64;

    public LaunchGeometry {
        if (gridX < 1 || gridY < 1 || gridZ < 1 || gridY > MAX_GRID_YZ || gridZ > MAX_GRID_YZ) {
            throw new IllegalArgumentException(
                    "grid must be at least 1x1x1 and at most (2^31-1)x65535x65535: " + gridX + "x" + gridY + "x" + gridZ);
        }
        if (blockX < 1 || blockY < 1 || blockZ < 1 || blockZ > MAX_BLOCK_Z || (long) blockX * blockY * blockZ > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "a block has 1 to 1024 threads, at most 64 along z: " + blockX + "x" + blockY + "x" + blockZ);
        }
        if (dynamicSharedBytes < 0) {
            throw new IllegalArgumentException("dynamic shared memory cannot be negative: " + dynamicSharedBytes);
        }
    }

    /** Of blocks that do not wait for each other. */
    public LaunchGeometry(int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ, int dynamicSharedBytes) {
        this(gridX, gridY, gridZ, blockX, blockY, blockZ, dynamicSharedBytes, false);
    }

    /** A one-dimensional launch without dynamic shared memory. */
    public static LaunchGeometry of(int blocks, int threads) {
        return new LaunchGeometry(blocks, 1, 1, threads, 1, 1, 0);
    }

    /** A two-dimensional grid of one-dimensional blocks without dynamic shared memory. */
    public static LaunchGeometry of(int blocksX, int blocksY, int threads) {
        return new LaunchGeometry(blocksX, blocksY, 1, threads, 1, 1, 0);
    }

    /** The same launch with dynamic shared memory. */
    public LaunchGeometry withDynamicShared(int bytes) {
        return new LaunchGeometry(gridX, gridY, gridZ, blockX, blockY, blockZ, bytes, cooperative);
    }

    /** The same launch with all blocks running at the same time. */
    public LaunchGeometry together() {
        return new LaunchGeometry(gridX, gridY, gridZ, blockX, blockY, blockZ, dynamicSharedBytes, true);
    }

    public long blocks() {
        return (long) gridX * gridY * gridZ;
    }

    public int threadsPerBlock() {
        return blockX * blockY * blockZ;
    }
}
