package io.samcp.simulator.ast;

import java.util.List;

/** An operand of an instruction. */
public sealed interface Operand {

    /**
     * A name: register, special register, variable or label.
     *
     * @param name as written, e.g. {@code %r1}, {@code %tid.x}
     */
    record Name(String name) implements Operand {}

    /**
     * An integer literal.
     *
     * @param value its 64 bits
     */
    record Int(long value) implements Operand {}

    /**
     * A floating-point literal.
     *
     * @param value exact; {@code 0f} literals are widened
     * @param bits 32 for {@code 0f}, 64 for {@code 0d}, 0 for a decimal number
     */
    record Real(double value, int bits) implements Operand {}

    /**
     * An address.
     *
     * @param base register or variable; empty for an absolute address
     * @param offset bytes added
     */
    record Address(String base, long offset) implements Operand {}

    /**
     * Braces.
     *
     * @param elements members
     */
    record Vector(List<Operand> elements) implements Operand {}

    /**
     * A parenthesised list of a call.
     *
     * @param elements members
     */
    record Group(List<Operand> elements) implements Operand {}

    /**
     * {@code d|p} of shfl and setp.
     *
     * @param first data destination
     * @param second predicate destination
     */
    record Pair(Operand first, Operand second) implements Operand {}

    /**
     * {@code !p}.
     *
     * @param predicate the register
     */
    record Not(Operand predicate) implements Operand {}
}
