package io.samcp.simulator.counters;

import java.util.Locale;

/** What is counted of every instruction. */
public enum Counter {
    /** Warps that executed it. */
    WARPS,
    /** Lanes that executed it. */
    LANES,
    /** Lanes that came by with a guard that was false; branches have none, their guard is what they decide. */
    GUARDED_OFF,
    /** Branches where the lanes of a warp went different ways. */
    DIVERGENT,
    /** Warps that touched global memory with it. */
    GLOBAL_REQUESTS,
    /** Sectors of 32 bytes touched by these. */
    SECTORS,
    /** Lines of 128 bytes touched by these. */
    LINES,
    /** Bytes that lanes asked global memory for. */
    REQUESTED_BYTES,
    /** Different bytes among these, request by request. */
    USEFUL_BYTES,
    /** Warps that touched shared memory with it. */
    SHARED_REQUESTS,
    /** Wavefronts these needed. */
    WAVEFRONTS,
    /** Wavefronts they would have needed without bank conflicts. */
    IDEAL_WAVEFRONTS,
    /** Warps that touched the shared memory of another block of the cluster with it. */
    CLUSTER_REQUESTS,
    /** Bytes that lanes asked other blocks' shared memory for. */
    CLUSTER_BYTES,
    /** Warps that touched local memory with it. */
    LOCAL_REQUESTS,
    /** Further rounds of atomics because lanes of a warp named the same address. */
    ATOMIC_ROUNDS;

    /** Its name in JSON, e.g. {@code global_requests}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
