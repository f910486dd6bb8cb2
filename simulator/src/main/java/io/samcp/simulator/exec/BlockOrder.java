package io.samcp.simulator.exec;

import java.util.HashMap;
import java.util.Map;

/**
 * What the blocks of a launch know of each other: nothing, until one shows by a fence and a strong write what it did, and another reads that.
 * A snapshot holds, for each block, the clocks of its warps.
 */
final class BlockOrder {

    /** By block, the clocks of its warps. */
    static final class Knowledge extends HashMap<Integer, int[]> {

        private static final long serialVersionUID = 1L;

        void add(int block, int[] clocks) {
            merge(block, clocks, (a, b) -> {
                final int[] latest = a.clone();
                for (int i = 0; i < latest.length; i++) {
                    latest[i] = Math.max(latest[i], b[i]);
                }
                return latest;
            });
        }

        void addAll(Knowledge other) {
            other.forEach(this::add);
        }
    }

    /** What the block that runs knows of those before it. */
    private final Knowledge known = new Knowledge();
    /** What each warp has shown to whoever reads what it writes from now on. */
    private final Map<Integer, Knowledge> fenced = new HashMap<>();
    /** What lies ready at an address. */
    private final Map<Long, Knowledge> shown;

    /** @param shown what lies ready at an address, for all blocks */
    BlockOrder(Map<Long, Knowledge> shown) {
        this.shown = shown;
    }

    void beginBlock() {
        known.clear();
        fenced.clear();
    }

    /** A warp makes visible what it knows. */
    void fence(int warp, int block, int[] clocks) {
        final Knowledge all = new Knowledge();
        all.addAll(known);
        all.add(block, clocks);
        fenced.put(warp, all);
    }

    /** A warp writes an address strongly: who reads it sees what was fenced. */
    void show(int warp, long address) {
        final Knowledge mine = fenced.get(warp);
        if (mine != null) {
            shown.computeIfAbsent(address, a -> new Knowledge()).addAll(mine);
        }
    }

    /** A strong read; what it finds of the block's own warps is returned. */
    int[] learn(long address, int block) {
        final Knowledge there = shown.get(address);
        if (there == null) {
            return null;
        }
        known.addAll(there);
        return there.get(block);
    }

    boolean isBefore(int block, int warp, int time) {
        final int[] clocks = known.get(block);
        return clocks != null && time <= clocks[warp];
    }
}
