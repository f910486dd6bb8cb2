package io.samcp.simulator.driver;

/** In which order a graph runs the nodes that could run next; a missing dependency shows in one of them. */
public enum NodeOrder {
    /** As they were captured. */
    INSERTION,
    /** The one that became ready last goes first. */
    REVERSE,
    /** Drawn anew for every launch. */
    RANDOM
}
