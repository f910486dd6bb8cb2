package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;

/**
 * Who takes part in an instruction that joins lanes: its member mask. Every lane that executes it must name itself, all lanes of one group must
 * name the same lanes, and all of them that still live must be there; on a GPU anything else waits for ever or is undefined.
 */
public final class Members {

    private Members() {}

    /** Runs {@code step} for every group of lanes; {@code mask} is a slot. */
    public static void each(Warp w, int mask, int m, Step step) {
        each(w, mask, Kind.SHUFFLE, m, step);
    }

    /** Runs {@code step} for every group of lanes, and calls a fault by this kind. */
    static void each(Warp w, int mask, Kind kind, int m, Step step) {
        final boolean checked = kind == Kind.BARRIER ? w.block.checksBarriers : w.block.checksLanes;
        int left = m;
        while (left != 0) {
            final int lane = Integer.numberOfTrailingZeros(left);
            final int named = w.i[mask + lane];
            final int group = checked ? named & w.live : named & m | 1 << lane;
            if (checked && (named >>> lane & 1) == 0) {
                throw Faults.at(w, lane, kind, "the member mask " + hex(named) + " does not name the lane itself");
            }
            if (checked && (group & ~m) != 0) {
                throw Faults.at(w, lane, kind,
                        "the member mask " + hex(named) + " names lanes " + hex(group & ~m) + ", which are elsewhere");
            }
            if (checked && !same(w, mask, group, named)) {
                throw Faults.at(w, lane, kind, "lanes named by the member mask " + hex(named) + " have other masks");
            }
            step.run(w, group);
            left &= ~group;
        }
    }

    private static boolean same(Warp w, int mask, int group, int named) {
        boolean same = true;
        for (int k = 0; k < Warp.LANES; k++) {
            same &= (group >>> k & 1) == 0 || w.i[mask + k] == named;
        }
        return same;
    }

    private static String hex(int mask) {
        return "0x" + Integer.toHexString(mask);
    }
}
