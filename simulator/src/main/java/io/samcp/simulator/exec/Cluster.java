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
    private final MemorySegment shared;
    private final long sharedBytes;
    private final long stride;

    Cluster(Program program, LaunchGeometry geometry, Arena arena) {
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

    /** The block in whose shared memory a native address lies. */
    Block owner(long address) {
        return blocks[(int) ((address - shared.address()) / stride)];
    }
}
