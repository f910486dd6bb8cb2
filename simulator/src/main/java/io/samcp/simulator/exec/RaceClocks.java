package io.samcp.simulator.exec;

import java.util.Arrays;

/**
 * Which accesses of the running cluster happened before which: vector clocks of its warps, and of the lanes inside each warp. A warp's clock
 * goes on at every barrier and every {@code bar.warp.sync}; an access carries the time of its warp.
 */
final class RaceClocks {

    /** Where each warp's clock stands. */
    private final int[] now;
    /** Up to when a warp knows another: {@code known[w][u]}. */
    private final int[][] known;
    /** Up to when all lanes of a warp know each other. */
    private final int[] joined;
    /** Up to when a lane knows another of its warp, where that is later; null until only some of its lanes met. */
    private final int[][] lanes;
    /** What those who arrived at a barrier without waiting bring along; by block and barrier. */
    private final int[][] brought;

    RaceClocks(int blocks, int warps) {
        brought = new int[blocks * Block.BARRIERS][];
        now = new int[warps];
        known = new int[warps][warps];
        joined = new int[warps];
        lanes = new int[warps][];
        reset();
    }

    void reset() {
        Arrays.fill(now, 1);
        for (final int[] row : known) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(joined, 0);
        Arrays.fill(lanes, null);
        Arrays.fill(brought, null);
    }

    int now(int warp) {
        return now[warp];
    }

    /** Whether what a thread did at a time is over for another thread. */
    boolean isBefore(int warp, int lane, int time, int laterWarp, int laterLane) {
        if (warp != laterWarp) {
            return time <= known[laterWarp][warp];
        }
        return lane == laterLane || time <= joined[warp]
                || lanes[warp] != null && time <= lanes[warp][laterLane * Warp.LANES + lane];
    }

    /** Lanes of a warp meet. */
    void join(Warp w, int group) {
        final int u = w.number;
        if ((w.live & ~group) == 0) {
            joined[u] = now[u]++;
            return;
        }
        if (lanes[u] == null) {
            lanes[u] = new int[Warp.LANES * Warp.LANES];
        }
        final int[] met = new int[Warp.LANES];
        for (int a = 0; a < Warp.LANES; a++) {
            for (int b = 0; b < Warp.LANES; b++) {
                if ((group >>> b & 1) != 0) {
                    met[a] = Math.max(met[a], (group >>> a & 1) != 0 ? now[u] : lanes[u][b * Warp.LANES + a]);
                }
            }
        }
        for (int b = 0; b < Warp.LANES; b++) {
            if ((group >>> b & 1) != 0) {
                System.arraycopy(met, 0, lanes[u], b * Warp.LANES, Warp.LANES);
            }
        }
        now[u]++;
    }

    /** All that a warp knows now, its own deeds included. */
    int[] snapshot(int warp) {
        final int[] all = known[warp].clone();
        all[warp] = now[warp];
        return all;
    }

    /** A warp learns what a snapshot holds. */
    void learn(int warp, int[] snapshot) {
        for (int u = 0; u < snapshot.length; u++) {
            known[warp][u] = Math.max(known[warp][u], snapshot[u]);
        }
        // what the warp's own other lanes had done when the snapshot was taken is over too
        joined[warp] = Math.max(joined[warp], Math.min(snapshot[warp], now[warp] - 1));
    }

    /** What follows in this warp is later than its snapshots. */
    void advance(int warp) {
        now[warp]++;
    }

    /** A warp arrives at a barrier without waiting. */
    void arrive(Warp w, int id) {
        final int at = w.block.rank * Block.BARRIERS + id;
        brought[at] = brought[at] == null ? snapshot(w.number) : latest(brought[at], snapshot(w.number));
        now[w.number]++;
    }

    /** The warps that wait at a barrier go on and know what all of them knew, and what those did that have ended. */
    void release(Block block, int key) {
        final int at = block.rank * Block.BARRIERS + Barriers.id(key);
        int[] all = brought[at] == null ? new int[now.length] : brought[at];
        brought[at] = null;
        for (final Warp w : block.warps) {
            if (w.barrier == key || w.live == 0 && Barriers.isForAll(key)) {
                all = latest(all, snapshot(w.number));
            }
        }
        for (final Warp w : block.warps) {
            if (w.live != 0 && w.barrier == key) {
                System.arraycopy(all, 0, known[w.number], 0, all.length);
                joined[w.number] = now[w.number]++;
            }
        }
    }

    private static int[] latest(int[] a, int[] b) {
        final int[] result = new int[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.max(a[i], b[i]);
        }
        return result;
    }

    /** Whether what a warp did at a time is over for some warp of a block. */
    boolean isKnownTo(Block block, int warp, int time) {
        for (final Warp w : block.warps) {
            if (time <= known[w.number][warp]) {
                return true;
            }
        }
        return false;
    }
}
