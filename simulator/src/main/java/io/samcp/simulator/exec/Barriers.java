package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;

/** Barriers of a block. */
final class Barriers {

    /** {@link Warp#barrier} of a warp that waits at the barrier of its cluster. */
    static final int CLUSTER = Block.BARRIERS;

    private static final int SHIFT = 5;

    /** Number of the barrier that a warp waits at. */
    static int id(int key) {
        return key & (1 << SHIFT) - 1;
    }

    private Barriers() {}

    /** Whether a warp waits for all threads of the block, not for a number of them. */
    static boolean isForAll(int key) {
        return key >>> SHIFT == 0;
    }

    /** A warp arrives and waits; {@code threads} 0 means all threads of the block. */
    static void arriveAndWait(Warp w, int m, int id, int threads) {
        if (m != w.live && w.block.checksBarriers) {
            throw Faults.atFirst(w, w.live & ~m, Kind.BARRIER,
                    "barrier " + id + " reached by only some threads of the warp: active " + hex(m) + ", alive "
                            + hex(w.live));
        }
        w.barrier = id | threads << SHIFT;
    }

    /** A warp arrives without waiting. */
    static void arrive(Warp w, int id, int threads) {
        if (threads <= 0) {
            throw Faults.atFirst(w, w.mask, Kind.BARRIER, "bar.arrive needs a thread count");
        }
        w.block.arrived[id] += Warp.LANES;
        if (w.block.watch != null) {
            w.block.watch.arrived(w, id);
        }
    }

    /** Lets the warps of every complete barrier go on; false if there is none. */
    static boolean release(Block block) {
        boolean released = false;
        for (final Warp first : block.warps) {
            if (first.live == 0 || first.barrier < 0 || first.barrier == CLUSTER) {
                continue;
            }
            final int key = first.barrier;
            final int id = id(key);
            final int wanted = key >>> SHIFT;
            int there = block.arrived[id];
            boolean all = true;
            for (final Warp w : block.warps) {
                if (w.live != 0 && w.barrier == key) {
                    there += Warp.LANES;
                } else if (w.live != 0) {
                    all = false;
                }
            }
            if (wanted == 0 ? all : there >= wanted) {
                block.arrived[id] = 0;
                if (block.watch != null) {
                    block.watch.released(block, key);
                }
                vote(block, key);
                released = true;
            }
        }
        return released;
    }

    /** What to say when all warps wait and no barrier is complete. */
    static RuntimeException deadlock(Block block) {
        final Warp stuck = firstWaiting(block);
        return Faults.atFirst(before(stuck), stuck.live, Kind.BARRIER, "deadlock: barrier " + id(stuck.barrier)
                + " is never reached by all threads it waits for");
    }

    private static void vote(Block block, int key) {
        int any = 0;
        int all = 1;
        int count = 0;
        for (final Warp w : block.warps) {
            if (w.live != 0 && w.barrier == key) {
                count += Integer.bitCount(w.barrierVote & w.live);
                any |= (w.barrierVote & w.live) != 0 ? 1 : 0;
                all &= (w.barrierVote & w.live) == w.live ? 1 : 0;
            }
        }
        for (final Warp w : block.warps) {
            if (w.live != 0 && w.barrier == key) {
                w.barrier = -1;
                w.votedAny = any;
                w.votedAll = all;
                w.votedCount = count;
            }
        }
    }

    private static Warp firstWaiting(Block block) {
        for (final Warp w : block.warps) {
            if (w.live != 0) {
                return w;
            }
        }
        throw new IllegalStateException("no warp waits");
    }

    /** The waiting instruction is the one before the next. */
    private static Warp before(Warp w) {
        w.pc--;
        return w;
    }

    static String hex(int mask) {
        return "0x" + Integer.toHexString(mask);
    }
}
