package io.samcp.runtime;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What the PTX engine watches while a kernel runs. A finding ends the launch with a {@link KernelFaultException} of the same kind. */
public enum Check {
    /** Memory outside the launch's buffers. Without it such reads give 0 and such writes are dropped. */
    BOUNDS,
    /** Addresses that the width of the access does not divide. Without it they are served all the same. */
    MISALIGNED,
    /** Reads of registers, shared, local or global memory that nothing has written. */
    UNINITIALISED,
    /** Two threads that touch the same memory, one of them writing, with nothing that orders them. */
    RACE,
    /** Barriers that some threads miss. Without it a warp arrives as soon as one of its threads does. */
    BARRIER,
    /** Lanes that are named or read by shfl, vote, match and redux and do not take part. Without it they give what their registers hold. */
    SHUFFLE;

    private static final Set<Check> CHEAP = Collections.unmodifiableSet(EnumSet.of(BOUNDS, MISALIGNED, BARRIER, SHUFFLE));
    private static final Set<Check> ALL = Collections.unmodifiableSet(EnumSet.allOf(Check.class));

    /** Those that cost next to nothing: all but {@link #RACE} and {@link #UNINITIALISED}. */
    public static Set<Check> cheap() {
        return CHEAP;
    }

    /** All. */
    public static Set<Check> all() {
        return ALL;
    }
}
