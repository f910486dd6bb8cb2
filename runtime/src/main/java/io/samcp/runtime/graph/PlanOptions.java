package io.samcp.runtime.graph;

/**
 * How a plan is made.
 *
 * @param libraries whether the device's library operations may be used; false: PTX for everything
 * @param taps whether the graph's taps are kept alive and can be read
 */
public record PlanOptions(boolean libraries, boolean taps) {

    /** Libraries where the device prefers them, no taps. */
    public static PlanOptions production() {
        return new PlanOptions(true, false);
    }
}
