package io.samcp.runtime.graph;

/**
 * How a plan is made.
 *
 * @param libraries whether the device's library operations may be used; false: PTX for everything
 * @param taps whether the graph's taps are kept alive and can be read
 * @param persistent whether launches that nothing else stands between become one, whose blocks stay and meet between phases
 */
public record PlanOptions(boolean libraries, boolean taps, boolean persistent) {

    /** A launch for each piece of work. */
    public PlanOptions(boolean libraries, boolean taps) {
        this(libraries, taps, false);
    }

    /** Libraries where the device prefers them, no taps. */
    public static PlanOptions production() {
        return new PlanOptions(true, false);
    }
}
