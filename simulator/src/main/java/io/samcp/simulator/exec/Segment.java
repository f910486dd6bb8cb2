package io.samcp.simulator.exec;

/** A straight piece of a program, compiled: all its steps one after the other, for lanes that stay together throughout. */
@FunctionalInterface
interface Segment {

    /**
     * Executes all steps; {@code w.pc} is left at one of them.
     *
     * @param m active lanes, never 0
     */
    void run(Warp w, int m);
}
