package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.simulator.ast.ClusterShape;

/**
 * What a GPU refuses to launch (CUDA C++ Programming Guide, table "Technical Specifications per Compute Capability"). Limits that all have in
 * common are in {@link LaunchGeometry}.
 */
public final class LaunchLimits {

    /** Shared memory the system keeps for itself per block, since sm_80. It comes first, so that the block's own begins at this address. */
    public static final int RESERVED_SHARED_BYTES = 1024;

    /** Static shared memory of a block. */
    private static final int STATIC_SHARED_BYTES = 48 * 1024;

    /** Blocks of a cluster that every GPU with clusters can take. */
    private static final int CLUSTER_BLOCKS = 8;

    private LaunchLimits() {}

    /** Shared memory a block can have at most, in bytes. */
    public static int sharedBytes(Architecture architecture) {
        return architecture.sharedBytes() - RESERVED_SHARED_BYTES;
    }

    /**
     * Compares a launch with the limits of an architecture and of the entry itself.
     *
     * @throws DeviceException if the launch would be refused
     */
    public static void check(Program program, LaunchGeometry geometry, Architecture architecture) {
        if (program.maxThreads() > 0 && geometry.threadsPerBlock() > program.maxThreads()) {
            throw new DeviceException(program.name() + " allows " + program.maxThreads() + " threads per block, launched with "
                    + geometry.threadsPerBlock());
        }
        if (program.cluster().explicit() && architecture.compareTo(Architecture.SM_90) < 0) {
            throw new DeviceException(program.name() + " asks for clusters, which " + architecture.target() + " has not");
        }
        checkCluster(program, geometry);
        if (program.sharedBytes() > STATIC_SHARED_BYTES) {
            throw new DeviceException(program.name() + " declares " + program.sharedBytes() + " bytes of shared memory; more than "
                    + STATIC_SHARED_BYTES + " must be dynamic");
        }
        final long shared = (long) program.dynamicSharedOffset() + geometry.dynamicSharedBytes();
        if (shared > sharedBytes(architecture)) {
            throw new DeviceException(program.name() + " is launched with " + shared + " bytes of shared memory per block ("
                    + program.dynamicSharedOffset() + " static, " + geometry.dynamicSharedBytes() + " dynamic); " + architecture.target()
                    + " has " + sharedBytes(architecture));
        }
    }

    /**
     * Compares the grid with the clusters the entry asks for.
     *
     * @throws DeviceException if the launch would be refused
     */
    public static void checkCluster(Program program, LaunchGeometry geometry) {
        final ClusterShape cluster = program.cluster();
        if (cluster.equals(ClusterShape.OPEN)) {
            throw new DeviceException(program.name() + " must be launched in clusters (.explicitcluster), and without .reqnctapercluster"
                    + " nothing says how large they are");
        }
        if (cluster.blocks() < 1 || cluster.blocks() > CLUSTER_BLOCKS) {
            throw new DeviceException(program.name() + " asks for clusters of " + cluster + " blocks; 1 to " + CLUSTER_BLOCKS
                    + " are possible");
        }
        if (geometry.gridX() % cluster.x() != 0 || geometry.gridY() % cluster.y() != 0 || geometry.gridZ() % cluster.z() != 0) {
            throw new DeviceException(program.name() + " is launched with a grid of " + geometry.gridX() + "x" + geometry.gridY() + "x"
                    + geometry.gridZ() + " blocks, which is not a multiple of its clusters of " + cluster);
        }
    }
}
