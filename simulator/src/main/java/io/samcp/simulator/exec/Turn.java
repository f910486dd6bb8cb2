package io.samcp.simulator.exec;

/** How far a block has come when each of its warps has had its turn. */
enum Turn {
    /** It has ended. */
    ENDED,
    /** It has gone on and will again. */
    WENT_ON,
    /** Its warps have asked for the end of a phase in vain; another block of the cluster may bring it about. */
    IN_VAIN,
    /** Its warps wait, some of them at the barrier of the cluster. */
    WAITS
}
