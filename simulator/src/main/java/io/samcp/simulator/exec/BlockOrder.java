package io.samcp.simulator.exec;

import java.util.HashMap;
import java.util.Map;

/**
 * What a block knows of other clusters: nothing, until one of their threads shows by a fence and a strong write what it did, and one of the
 * block reads that. A snapshot holds, for each cluster, the clocks of its warps.
 */
final class BlockOrder {

    /** By cluster, the clocks of its warps. */
    static final class Knowledge extends HashMap<Integer, int[]> {

        private static final long serialVersionUID = 1L;

        void add(int cluster, int[] clocks) {
            merge(cluster, clocks, (a, b) -> {
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

    /** What the block knows. */
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
    void fence(int warp, int cluster, int[] clocks) {
        final Knowledge all = new Knowledge();
        all.addAll(known);
        all.add(cluster, clocks);
        fenced.put(warp, all);
    }

    /** A warp writes an address strongly: who reads it sees what was fenced. */
    void show(int warp, long address) {
        final Knowledge mine = fenced.get(warp);
        if (mine != null) {
            shown.computeIfAbsent(address, a -> new Knowledge()).addAll(mine);
        }
    }

    /** What a warp has shown to whoever reads what it writes from now on, or null. */
    Knowledge fenced(int warp) {
        return fenced.get(warp);
    }

    /** A strong read; what it finds of the block's own cluster is returned. */
    int[] learn(long address, int cluster) {
        final Knowledge there = shown.get(address);
        return there == null ? null : learn(there, cluster);
    }

    /** The same of what somebody else has found. */
    int[] learn(Knowledge there, int cluster) {
        known.addAll(there);
        return there.get(cluster);
    }

    boolean isBefore(int cluster, int warp, int time) {
        final int[] clocks = known.get(cluster);
        return clocks != null && time <= clocks[warp];
    }
}
