package io.samcp.simulator.exec;

/** What one instruction does to a warp; a compiled-in call of a {@code *Ops} method with its register slots. */
@FunctionalInterface
public interface Step {

    /**
     * Executes for some lanes.
     *
     * @param w the warp
     * @param m lanes, never 0
     */
    void run(Warp w, int m);
}
