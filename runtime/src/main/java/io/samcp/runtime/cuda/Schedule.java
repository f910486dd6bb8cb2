package io.samcp.runtime.cuda;

import io.samcp.runtime.MemoryAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Spreads steps over lanes (streams of a capture) so that steps which do not depend on each other may run side by side. A step waits for
 * every earlier step it conflicts with, by the order of its own lane, or by an event, or because it waits for a step that already did.
 *
 * @param steps in the order given
 * @param lanes how many are used
 */
record Schedule(List<Step> steps, int lanes) {

    /**
     * Where and after what a step runs.
     *
     * @param lane its lane
     * @param waits steps of other lanes whose event it waits for
     */
    record Step(int lane, List<Integer> waits) {}

    Schedule {
        steps = List.copyOf(steps);
    }

    /**
     * Makes a schedule.
     *
     * @param accesses what each step touches
     * @param most lanes at most
     */
    static Schedule of(List<MemoryAccess> accesses, int most) {
        final Maker maker = new Maker(most);
        for (int i = 0; i < accesses.size(); i++) {
            final List<Integer> dependencies = new ArrayList<>();
            for (int j = i - 1; j >= 0; j--) {
                if (accesses.get(i).conflictsWith(accesses.get(j))) {
                    dependencies.add(j);
                }
            }
            maker.add(i, dependencies);
        }
        return new Schedule(maker.steps, maker.used);
    }

    /** One lane, one step after the other. */
    static Schedule inOrder(int steps) {
        return new Schedule(Collections.nCopies(steps, new Step(0, List.of())), 1);
    }

    /** True if a step of another lane waits for this one. */
    boolean isAwaited(int step) {
        return steps.stream().anyMatch(s -> s.waits().contains(step));
    }

    /** Last step of each lane. */
    int[] lastOfLane() {
        final int[] last = new int[lanes];
        for (int i = 0; i < steps.size(); i++) {
            last[steps.get(i).lane()] = i;
        }
        return last;
    }

    /** Builds step by step; {@code done[i][lane]} is the last step of a lane that is surely over when step i is. */
    private static final class Maker {

        private final int most;
        private final List<Step> steps = new ArrayList<>();
        private final List<int[]> done = new ArrayList<>();
        private final int[] tail;
        private int used;

        Maker(int most) {
            this.most = most;
            this.tail = new int[most];
            Arrays.fill(tail, -1);
        }

        /** @param dependencies latest first */
        void add(int step, List<Integer> dependencies) {
            final int lane = chooseLane(dependencies);
            final int[] over = tail[lane] < 0 ? unknown() : done.get(tail[lane]).clone();
            final List<Integer> waits = new ArrayList<>();
            for (final int dependency : dependencies) {
                if (over[steps.get(dependency).lane()] < dependency) {
                    waits.add(dependency);
                    final int[] alsoOver = done.get(dependency);
                    for (int l = 0; l < most; l++) {
                        over[l] = Math.max(over[l], alsoOver[l]);
                    }
                }
            }
            over[lane] = step;
            steps.add(new Step(lane, List.copyOf(waits)));
            done.add(over);
            tail[lane] = step;
        }

        /** Behind the latest dependency that ends a lane; else on a lane that is idle anyway, a new one, or the one idle longest. */
        private int chooseLane(List<Integer> dependencies) {
            for (final int dependency : dependencies) {
                final int lane = steps.get(dependency).lane();
                if (tail[lane] == dependency) {
                    return lane;
                }
            }
            final int[] over = unknown();
            for (final int dependency : dependencies) {
                for (int l = 0; l < most; l++) {
                    over[l] = Math.max(over[l], done.get(dependency)[l]);
                }
            }
            int idlest = 0;
            for (int l = 0; l < used; l++) {
                if (tail[l] <= over[l]) {
                    return l;
                }
                if (tail[l] < tail[idlest]) {
                    idlest = l;
                }
            }
            return used < most ? used++ : idlest;
        }

        private int[] unknown() {
            final int[] none = new int[most];
            Arrays.fill(none, -1);
            return none;
        }
    }
}
