package io.samcp.runtime;

/** A kernel did something it must not, e.g. accessed memory outside its buffers. */
public final class KernelFaultException extends DeviceException {

    private static final long serialVersionUID = 1L;

    /** What a kernel did. */
    public enum Kind {
        /** Touched memory that is not its own. */
        OUT_OF_BOUNDS,
        /** Touched memory at an address that its width does not divide. */
        MISALIGNED,
        /** Ran longer than it may. */
        TIME_OUT,
        /** Ended itself by {@code trap}. */
        TRAP,
        /** Something else, or not known. */
        OTHER
    }

    private final Kind kind;

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
    }

    public Kind kind() {
        return kind;
    }
}
