package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;

/** Barriers as instructions see them. */
public final class BarrierOps {

    private BarrierOps() {}

    /** {@code bar.sync}; id and thread count are slots. */
    public static void sync(Warp w, int id, int threads, int m) {
        w.barrierVote = 0;
        Barriers.arriveAndWait(w, m, id(w, id, m), threads(w, threads, m));
    }

    /** {@code bar.red}: also brings a vote. */
    public static void vote(Warp w, int id, int threads, int votes, int m) {
        Barriers.arriveAndWait(w, m, id(w, id, m), threads(w, threads, m));
        w.barrierVote = votes;
    }

    /** {@code bar.arrive}. */
    public static void arrive(Warp w, int id, int threads, int m) {
        Barriers.arrive(w, id(w, id, m), threads(w, threads, m));
    }

    /** {@code barrier.cluster.arrive}. */
    public static void arriveAtCluster(Warp w, boolean aligned, boolean release, int m) {
        w.block.cluster.barrier.arrive(w, aligned, release, m);
    }

    /** {@code barrier.cluster.wait}. */
    public static void awaitCluster(Warp w, boolean aligned, int m) {
        w.block.cluster.barrier.await(w, aligned, m);
    }

    /** Number of votes at the last {@code bar.red}. */
    public static void count(Warp w, int d, int m) {
        WarpOps.broadcast(w, d, w.votedCount, m);
    }

    /** Whether all, or any, voted at the last {@code bar.red}. */
    public static boolean held(Warp w, boolean all) {
        return all ? w.votedAll != 0 : w.votedAny != 0;
    }

    /** {@code bar.warp.sync}: lanes that are here together stay together. */
    public static void join(Warp w, int members, int m) {
        Members.each(w, members, Kind.BARRIER, m, BarrierOps::joined);
    }

    private static void joined(Warp w, int group) {
        if (w.block.watch != null) {
            w.block.watch.joined(w, group);
        }
    }

    /** {@code membar} and {@code fence}: memory has one order here, so only a watch cares. */
    public static void fence(Warp w, int m) {
        if (w.block.watch != null) {
            w.block.watch.fence(w, m);
        }
    }

    /** {@code trap}. */
    public static void trap(Warp w, int m) {
        throw Faults.atFirst(w, m, Kind.TRAP, "trap");
    }

    private static int id(Warp w, int slot, int m) {
        final int id = first(w, slot, m);
        if (id < 0 || id >= Block.BARRIERS) {
            throw Faults.atFirst(w, m, Kind.BARRIER, "barrier " + id + " does not exist: there are 0 to " + (Block.BARRIERS - 1));
        }
        return id;
    }

    private static int threads(Warp w, int slot, int m) {
        final int threads = first(w, slot, m);
        if (threads < 0 || threads % Warp.LANES != 0 || threads > w.block.warps.length * Warp.LANES) {
            throw Faults.atFirst(w, m, Kind.BARRIER,
                    "a barrier of " + threads + " threads: wanted are whole warps, at most those of the block");
        }
        return threads;
    }

    private static int first(Warp w, int slot, int m) {
        return w.i[slot + Integer.numberOfTrailingZeros(m)];
    }

    /** {@code nanosleep}: the other warps have their turn. */
    public static void sleep(Warp w) {
        w.barrier = Warp.SLEEPS;
    }
}
