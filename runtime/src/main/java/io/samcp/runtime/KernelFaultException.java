package io.samcp.runtime;

import java.util.Optional;

/** A kernel did something it must not, e.g. accessed memory outside its buffers. */
public final class KernelFaultException extends DeviceException {

    private static final long serialVersionUID = 1L;

    /** What a kernel did. */
    public enum Kind {
        /** Touched memory that is not its own. */
        OUT_OF_BOUNDS,
        /** Touched memory at an address that its width does not divide. */
        MISALIGNED,
        /** Read what nothing has written. */
        UNINITIALISED,
        /** Touched memory another thread touches, and nothing orders them. */
        RACE,
        /** Misused a barrier: threads are missing, or wait for ever. */
        BARRIER,
        /** Named or read lanes that do not take part. */
        SHUFFLE,
        /** Ran longer than it may. */
        TIME_OUT,
        /** Ended itself by {@code trap}. */
        TRAP,
        /** Something else, or not known. */
        OTHER
    }

    private final Kind kind;
    private final transient FaultSite site;

    /**
     * A fault with all that is known about it.
     *
     * @param message kernel, PTX line, block, thread and address where they are known
     */
    public KernelFaultException(String message) {
        this(message, Kind.OTHER);
    }

    /**
     * A fault of a known kind.
     *
     * @param message kernel, PTX line, block, thread and address where they are known
     * @param kind what the kernel did
     */
    public KernelFaultException(String message, Kind kind) {
        super(message);
        this.kind = kind;
        this.site = null;
    }

    /**
     * A fault at a known place.
     *
     * @param site where
     * @param kind what the kernel did
     * @param what the same in words, with address and what else is known
     */
    public KernelFaultException(FaultSite site, Kind kind, String what) {
        super(site + ": " + what);
        this.kind = kind;
        this.site = site;
    }

    public Kind kind() {
        return kind;
    }

    /** Where; empty if it is not known, as on a GPU. */
    public Optional<FaultSite> site() {
        return Optional.ofNullable(site);
    }
}
