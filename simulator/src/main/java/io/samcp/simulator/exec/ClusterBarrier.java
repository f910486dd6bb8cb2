package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;
import java.util.Arrays;

/**
 * The barrier of a cluster. A phase ends when every thread of the cluster that has not exited has arrived; each must wait for that before it
 * arrives again.
 */
final class ClusterBarrier {

    private final Cluster cluster;
    /** By warp of the cluster: lanes that have arrived in the phase that is under way. */
    private final int[] arrived;
    /** Those of them that wait for its end. */
    private final int[] waiting;
    /** Lanes that arrived in a phase that has ended, and have not waited for it yet. */
    private final int[] released;
    private boolean awaited;

    ClusterBarrier(Cluster cluster, int warps) {
        this.cluster = cluster;
        arrived = new int[cluster.blocks.length * warps];
        waiting = new int[arrived.length];
        released = new int[arrived.length];
    }

    void reset() {
        Arrays.fill(arrived, 0);
        Arrays.fill(waiting, 0);
        Arrays.fill(released, 0);
        awaited = false;
    }

    /** Lanes arrive and go on. */
    void arrive(Warp w, boolean aligned, boolean release, int m) {
        final int n = w.number;
        requireWhole(w, aligned, m);
        final int again = m & (arrived[n] | released[n]);
        if (again != 0 && w.block.checksBarriers) {
            throw Faults.atFirst(w, again, Kind.BARRIER, "arrives at the barrier of the cluster again without having waited");
        }
        arrived[n] |= m & ~again;
        if (w.block.watch != null) {
            w.block.watch.arrivedAtCluster(w, release);
        }
    }

    /** Lanes wait until the phase in which they arrived has ended. */
    void await(Warp w, boolean aligned, int m) {
        final int n = w.number;
        requireWhole(w, aligned, m);
        final int without = m & ~(arrived[n] | released[n]);
        if (without != 0 && w.block.checksBarriers) {
            throw Faults.atFirst(w, without, Kind.BARRIER, "waits at the barrier of the cluster without having arrived");
        }
        released[n] &= ~m;
        waiting[n] = m & arrived[n];
        if (waiting[n] != 0) {
            w.barrier = Barriers.CLUSTER;
            awaited = true;
        } else if (w.block.watch != null) {
            w.block.watch.passedCluster(w);
        }
    }

    private static void requireWhole(Warp w, boolean aligned, int m) {
        if (aligned && m != w.live && w.block.checksBarriers) {
            throw Faults.atFirst(w, w.live & ~m, Kind.BARRIER,
                    "the barrier of the cluster, with .aligned, reached by only some threads of the warp: active " + Barriers.hex(m)
                            + ", alive " + Barriers.hex(w.live));
        }
    }

    /** Whether warps of a block wait for the end of the phase. */
    boolean isAwaitedBy(Block block) {
        for (final Warp w : block.warps) {
            if (waitsHere(w)) {
                return true;
            }
        }
        return false;
    }

    private static boolean waitsHere(Warp w) {
        return w.live != 0 && w.barrier == Barriers.CLUSTER;
    }

    /** Ends the phase if all have arrived and somebody waits for it; false if it goes on. */
    boolean complete() {
        if (!awaited || missing() != null) {
            return false;
        }
        awaited = false;
        if (cluster.blocks[0].watch != null) {
            cluster.blocks[0].watch.metAtCluster();
        }
        for (final Block block : cluster.blocks) {
            for (final Warp w : block.warps) {
                final int n = w.number;
                released[n] |= arrived[n] & ~waiting[n];
                arrived[n] = 0;
                waiting[n] = 0;
                if (waitsHere(w)) {
                    w.barrier = Warp.RUNS;
                    if (block.watch != null) {
                        block.watch.passedCluster(w);
                    }
                }
            }
        }
        return true;
    }

    /** A warp with threads that have not arrived, or null. */
    private Warp missing() {
        for (final Block block : cluster.blocks) {
            for (final Warp w : block.warps) {
                if ((w.live & ~arrived[w.number]) != 0) {
                    return w;
                }
            }
        }
        return null;
    }

    /** What to say when every block waits and the phase does not end. */
    RuntimeException deadlock() {
        final Warp missing = missing();
        final int lane = Integer.numberOfTrailingZeros(missing.live & ~arrived[missing.number]);
        for (final Block block : cluster.blocks) {
            for (final Warp w : block.warps) {
                if (waitsHere(w)) {
                    w.pc--; // the instruction that waits
                    return Faults.atFirst(w, waiting[w.number], Kind.BARRIER,
                            "deadlock: the barrier of the cluster is never reached by thread "
                                    + missing.block.thread(missing.index * Warp.LANES + lane) + " of block " + missing.block.place()
                                    + (waitsHere(missing)
                                            ? ", which other threads of its warp keep from coming"
                                            : ", which waits elsewhere"));
                }
            }
        }
        throw new IllegalStateException("no warp waits");
    }
}
