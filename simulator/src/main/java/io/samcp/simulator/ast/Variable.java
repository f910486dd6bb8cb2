package io.samcp.simulator.ast;

import java.util.List;

/**
 * A variable in a state space.
 *
 * @param space reg, param, shared, local, const or global
 * @param type element type
 * @param name its name
 * @param align bytes
 * @param elements number of elements; -1 for an array whose size the launch decides
 * @param initial initial values, empty if none
 * @param position where it is declared
 */
public record Variable(String space, PtxType type, String name, int align, long elements, List<Initial> initial, Position position) {

    /** Size in bytes; 0 for an array whose size the launch decides. */
    public long bytes() {
        return elements < 0 ? 0 : elements * type.bytes();
    }
}
