package io.samcp.simulator.program;

import io.samcp.simulator.exec.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Finds for every branch the instruction at which its lanes meet again: its immediate post-dominator in the control-flow graph, which
 * exists for any graph. The virtual node behind the last instruction stands for every exit.
 */
final class PostDominators {

    private final Program.Kind[] kinds;
    private final int[] guards;
    private final int[] targets;
    private final List<int[]> lists;
    private final int end;
    private final int lastExit;

    PostDominators(Program.Kind[] kinds, int[] guards, int[] targets, List<int[]> lists) {
        this.kinds = kinds;
        this.guards = guards;
        this.targets = targets;
        this.lists = lists;
        this.end = kinds.length;
        int last = -1;
        for (int i = 0; i < end; i++) {
            last = kinds[i] == Program.Kind.EXIT && guards[i] < 0 ? i : last;
        }
        this.lastExit = last;
    }

    /** By instruction; only entries of branches mean anything. */
    int[] meetingPoints() {
        final int[] order = blockStarts();
        final int blocks = order.length;
        final int[] blockOf = new int[end + 1];
        for (int b = 0; b < blocks; b++) {
            final int to = b + 1 < blocks ? order[b + 1] : end + 1;
            Arrays.fill(blockOf, order[b], to, b);
        }
        final List<List<Integer>> successors = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            final List<Integer> next = new ArrayList<>();
            if (order[b] < end) {
                final int last = (b + 1 < blocks ? order[b + 1] : end) - 1;
                successors(last).forEach(s -> next.add(blockOf[s]));
            }
            successors.add(next);
        }
        final BitSet reaching = reaching(successors, blockOf[end]);
        final int[] immediate = immediate(within(successors, reaching), blockOf[end]);
        if (reaching.cardinality() < blocks) {
            leaving(order, successors, blockOf[end]);
            final int[] early = immediate(successors, blockOf[end]);
            for (int b = reaching.nextClearBit(0); b < blocks; b = reaching.nextClearBit(b + 1)) {
                immediate[b] = early[b];
            }
        }
        final int[] meet = new int[end];
        for (int i = 0; i < end; i++) {
            meet[i] = order[immediate[blockOf[i]]];
        }
        return meet;
    }

    /** Blocks from which the end is reached other than by an early exit. */
    private static BitSet reaching(List<List<Integer>> successors, int exit) {
        final BitSet reaching = new BitSet();
        reaching.set(exit);
        int before = 0;
        while (reaching.cardinality() != before) {
            before = reaching.cardinality();
            for (int b = 0; b < successors.size(); b++) {
                if (successors.get(b).stream().anyMatch(reaching::get)) {
                    reaching.set(b);
                }
            }
        }
        return reaching;
    }

    /** The graph without ways that only lead to early exits: lanes that go there meet nobody, so nobody waits for them. */
    private static List<List<Integer>> within(List<List<Integer>> successors, BitSet reaching) {
        return successors.stream().map(next -> next.stream().filter(reaching::get).toList()).toList();
    }

    /** Blocks that only lead to early exits have those as their end, or nothing would post-dominate them. */
    private void leaving(int[] order, List<List<Integer>> successors, int exit) {
        for (int b = 0; b + 1 < order.length; b++) {
            if (kinds[order[b + 1] - 1] == Program.Kind.EXIT && !successors.get(b).contains(exit)) {
                successors.get(b).add(exit);
            }
        }
    }

    /** First instructions of basic blocks, ascending; the last one is the virtual end. */
    private int[] blockStarts() {
        final BitSet starts = new BitSet(end + 1);
        starts.set(0);
        starts.set(end);
        for (int i = 0; i < end; i++) {
            switch (kinds[i]) {
                case BRANCH -> {
                    starts.set(targets[i]);
                    starts.set(i + 1);
                }
                case BRANCH_INDEXED -> {
                    for (final int target : lists.get(targets[i])) {
                        starts.set(target);
                    }
                    starts.set(i + 1);
                }
                case EXIT -> starts.set(i + 1);
                case STEP, BARRIER -> {
                    // goes on
                }
            }
        }
        return starts.stream().toArray();
    }

    private List<Integer> successors(int i) {
        final List<Integer> next = new ArrayList<>();
        final boolean guarded = guards[i] >= 0;
        switch (kinds[i]) {
            case BRANCH -> {
                next.add(targets[i]);
                if (guarded) {
                    next.add(i + 1);
                }
            }
            case BRANCH_INDEXED -> {
                for (final int target : lists.get(targets[i])) {
                    next.add(target);
                }
                if (guarded) {
                    next.add(i + 1);
                }
            }
            // Lanes that exit early never need to meet anyone again, so only the rest, or the last exit of all, counts.
            case EXIT -> {
                if (guarded) {
                    next.add(i + 1);
                } else if (i == lastExit) {
                    next.add(end);
                }
            }
            case STEP, BARRIER -> next.add(i + 1);
        }
        return next;
    }

    /** Iterates sets of post-dominators to a fixed point; graphs of kernels are small. */
    private static int[] immediate(List<List<Integer>> successors, int exit) {
        final int n = successors.size();
        final BitSet[] sets = new BitSet[n];
        for (int b = 0; b < n; b++) {
            sets[b] = new BitSet(n);
            sets[b].set(0, n);
        }
        sets[exit].clear();
        sets[exit].set(exit);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int b = n - 1; b >= 0; b--) {
                if (b == exit) {
                    continue;
                }
                final BitSet meet = new BitSet(n);
                boolean first = true;
                for (final int s : successors.get(b)) {
                    if (first) {
                        meet.or(sets[s]);
                        first = false;
                    } else {
                        meet.and(sets[s]);
                    }
                }
                meet.set(b);
                if (!meet.equals(sets[b])) {
                    sets[b] = meet;
                    changed = true;
                }
            }
        }
        final int[] immediate = new int[n];
        Arrays.fill(immediate, exit);
        for (int b = 0; b < n; b++) {
            int best = -1;
            for (int c = sets[b].nextSetBit(0); c >= 0; c = sets[b].nextSetBit(c + 1)) {
                if (c != b && (best < 0 || sets[c].cardinality() > sets[best].cardinality())) {
                    best = c;
                }
            }
            immediate[b] = best < 0 ? exit : best;
        }
        return immediate;
    }
}
