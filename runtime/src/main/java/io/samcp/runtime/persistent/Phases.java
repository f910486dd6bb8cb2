package io.samcp.runtime.persistent;

import io.samcp.runtime.KernelWork;
import io.samcp.runtime.MemoryAccess;
import java.util.ArrayList;
import java.util.List;

/**
 * Launches sorted into phases: each stands in the first phase in which nothing that it conflicts with is still to be done. Launches of one
 * phase do not touch each other's results.
 *
 * @param phases in order; launches of a phase in the order they were given
 */
record Phases(List<List<KernelWork<?>>> phases) {

    Phases {
        phases = phases.stream().map(List::copyOf).toList();
    }

    static Phases of(List<? extends KernelWork<?>> works) {
        final List<MemoryAccess> accesses = works.stream().map(MemoryAccess::of).toList();
        final int[] phase = new int[works.size()];
        final List<List<KernelWork<?>>> phases = new ArrayList<>();
        for (int i = 0; i < phase.length; i++) {
            for (int j = 0; j < i; j++) {
                if (phase[j] >= phase[i] && accesses.get(i).conflictsWith(accesses.get(j))) {
                    phase[i] = phase[j] + 1;
                }
            }
            while (phases.size() <= phase[i]) {
                phases.add(new ArrayList<>());
            }
            phases.get(phase[i]).add(works.get(i));
        }
        return new Phases(phases);
    }
}
