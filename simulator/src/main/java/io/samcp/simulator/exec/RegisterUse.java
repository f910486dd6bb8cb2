package io.samcp.simulator.exec;

import java.util.List;

/**
 * Which registers a step reads and writes. Literals, special registers and the engine's own copies are left out.
 *
 * @param reads registers it reads
 * @param writes registers it writes
 * @param moves whether it only hands on what it reads, written or not
 */
public record RegisterUse(List<Register> reads, List<Register> writes, boolean moves) {

    /** Reads and writes nothing. */
    public static final RegisterUse NONE = new RegisterUse(List.of(), List.of(), false);

    /**
     * A register.
     *
     * @param name as the program calls it
     * @param file i, f, l, d or p
     * @param slot first index in that file
     */
    public record Register(String name, char file, int slot) {}
}
