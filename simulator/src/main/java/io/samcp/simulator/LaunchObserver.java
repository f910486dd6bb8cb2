package io.samcp.simulator;

import io.samcp.runtime.KernelWork;
import io.samcp.simulator.counters.LaunchCounters;

/** Looks at the launches of our kernels on a {@link SimulatedDevice}. */
public interface LaunchObserver {

    /**
     * What is to be launched in place of something, when that is prepared: another rung of its family, say.
     *
     * @return {@code work} itself unless the observer wants something else
     */
    default KernelWork<?> choose(KernelWork<?> work) {
        return work;
    }

    /** Whether what a launch does is to be counted, which makes it slower; asked when it is prepared. */
    boolean counts(KernelWork<?> work);

    /**
     * A launch has ended well; called in the order of the launches, one at a time.
     *
     * @param counters what it did; null if that was not counted
     */
    void launched(KernelWork<?> work, LaunchCounters counters);
}
