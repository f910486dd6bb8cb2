package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.ast.ClusterShape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What the blocks of a cluster have in common: their shared memories, side by side, and a barrier. Without clusters a block has one of its own. */
final class Cluster {

    private static final long ALIGNMENT = 256;

    final ClusterShape shape;
    /** By rank. */
    final Block[] blocks;
    final ClusterBarrier barrier;
    private final LaunchGeometry geometry;
    private final MemorySegment shared;
    private final long sharedBytes;
    private final long stride;

    Cluster(Program program, LaunchGeometry geometry, Arena arena) {
        this.geometry = geometry;
        shape = program.cluster();
        blocks = new Block[shape.blocks()];
        barrier = new ClusterBarrier(this, Math.ceilDiv(geometry.threadsPerBlock(), Warp.LANES));
        final long wanted = (long) program.dynamicSharedOffset() + geometry.dynamicSharedBytes();
        sharedBytes = Math.max(1, Math.max(wanted, program.sharedBytes()));
        stride = (sharedBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        shared = arena.allocate(stride * blocks.length, ALIGNMENT);
    }

    /** The shared memory of one block. */
    MemorySegment shared(int rank) {
        return shared.asSlice(rank * stride, sharedBytes);
    }

    /** Whether a native address lies in the shared memory of any of its blocks. */
    boolean isShared(long address) {
        return address >= shared.address() && address < shared.address() + shared.byteSize();
    }

    /** Where the shared memory of the first block begins. */
    long sharedStart() {
        return shared.address();
    }

    /** From the beginning of the first block's shared memory to the end of the last one's. */
    int sharedSpan() {
        return Math.toIntExact(shared.byteSize());
    }

    /** The cluster of a block of the launch, by its number. */
    int numberOf(int block) {
        if (blocks.length == 1) {
            return block;
        }
        final int x = block % geometry.gridX() / shape.x();
        final int y = block / geometry.gridX() % geometry.gridY() / shape.y();
        final int z = block / geometry.gridX() / geometry.gridY() / shape.z();
        return (z * (geometry.gridY() / shape.y()) + y) * (geometry.gridX() / shape.x()) + x;
    }

    /** Its rank there. */
    int rankOf(int block) {
        if (blocks.length == 1) {
            return 0;
        }
        final int x = block % geometry.gridX() % shape.x();
        final int y = block / geometry.gridX() % geometry.gridY() % shape.y();
        final int z = block / geometry.gridX() / geometry.gridY() % shape.z();
        return (z * shape.y() + y) * shape.x() + x;
    }

    /** What a native address in shared memory is for a block, in words. */
    String place(Block block, long address) {
        final Block owner = owner(address);
        return "offset " + (address - owner.sharedStart)
                + (owner == block ? " of shared memory" : " of the shared memory of block " + owner.place());
    }

    /** The block in whose shared memory a native address lies. */
    Block owner(long address) {
        return blocks[(int) ((address - shared.address()) / stride)];
    }
}
