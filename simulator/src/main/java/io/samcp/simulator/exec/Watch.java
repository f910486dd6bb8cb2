package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException;

/**
 * Sees everything the blocks of a cluster do while they run: checkers and counters. One instance serves one worker at a time, cluster after
 * cluster. Calls come in program order of each warp.
 */
abstract class Watch {

    /** A block begins, in the order of ranks and before any of its cluster runs; the launch may be another than that of the block before. */
    void begin(Block block) {}

    /** A fault that is held back until the cluster has ended, since one found later may explain it; null if there is none. */
    KernelFaultException heldBack() {
        return null;
    }

    /** The last thread of a block has exited. */
    void ended(Block block) {}

    /** A warp is about to execute an instruction. */
    void before(Warp w, int pc, int m) {}

    /** It has executed it; branches have been taken, {@code w.pc} is the next instruction. */
    void after(Warp w, int pc, int m) {}

    /**
     * Lanes are about to touch memory.
     *
     * @param m lanes
     * @param at native address of each of them
     */
    void access(Warp w, MemoryAccess access, int m, long[] at) {}

    /** Lanes of one warp meet at {@code bar.warp.sync}. */
    void joined(Warp w, int group) {}

    /** The warps that wait at a barrier go on. */
    void released(Block block, int key) {}

    /** A warp arrives at a barrier and does not wait. */
    void arrived(Warp w, int id) {}

    /** Lanes make what they wrote visible to other blocks. */
    void fence(Warp w, int m) {}

    /** A thread begins to copy bytes asynchronously; {@code to} is native. */
    void copying(Warp w, int lane, long to, int bytes) {}

    /** Such a copy is about to land: {@link #access} follows. */
    void landing(Warp w, long to, int bytes) {}

    /** A warp arrives at the barrier of the cluster; without {@code release} what it did before need not be seen behind it. */
    void arrivedAtCluster(Warp w, boolean release) {}

    /** A phase of the barrier of the cluster has ended; only the watch of the first block hears of it, before any warp goes on. */
    void metAtCluster() {}

    /** A warp goes on behind the barrier of the cluster. */
    void passedCluster(Warp w) {}
}
