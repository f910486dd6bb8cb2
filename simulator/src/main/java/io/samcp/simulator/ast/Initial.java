package io.samcp.simulator.ast;

/** What an element of a variable holds at first. */
public sealed interface Initial {

    /**
     * A number.
     *
     * @param value an integer, or a real as a double
     */
    record Value(Number value) implements Initial {}

    /**
     * The address of a variable or of a function, or one byte of it. Global and generic addresses are the same here.
     *
     * @param symbol name of the variable or function
     * @param offset bytes added
     * @param mask bits of the address that are taken, moved down to bit 0; -1 for all
     */
    record Address(String symbol, long offset, long mask) implements Initial {}
}
