package io.samcp.runtime;

import java.util.Objects;

/**
 * How the PTX engine runs.
 *
 * @param threads worker threads that share the blocks of a launch, at least 1; 1 is the deterministic mode
 * @param warpOrder order in which the warps of a block, and the blocks of a launch, take their turns
 * @param seed seed of {@link WarpOrder#RANDOM}
 */
public record EngineOptions(int threads, WarpOrder warpOrder, long seed) {

    /** In which order warps and blocks take turns; results of a correct kernel do not depend on it. */
    public enum WarpOrder {
        /** Lowest index first. */
        FORWARD,
        /** Highest index first. */
        REVERSE,
        /** A new permutation in every round. */
        RANDOM
    }

    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("the engine needs at least one thread: " + threads);
        }
        Objects.requireNonNull(warpOrder, "warpOrder");
    }

    /** All cores, warps forward. */
    public static EngineOptions allCores() {
        return new EngineOptions(Runtime.getRuntime().availableProcessors(), WarpOrder.FORWARD, 0);
    }

    /** One thread, warps forward. */
    public static EngineOptions deterministic() {
        return new EngineOptions(1, WarpOrder.FORWARD, 0);
    }
}
