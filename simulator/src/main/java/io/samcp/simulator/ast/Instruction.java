package io.samcp.simulator.ast;

import java.util.List;

/**
 * One instruction.
 *
 * @param position where it begins
 * @param guard predicate register, or empty
 * @param guardNegated whether the guard is negated
 * @param opcode first part of the mnemonic, e.g. {@code ld}
 * @param modifiers the rest, e.g. {@code global}, {@code f32}
 * @param operands in order
 */
public record Instruction(Position position, String guard, boolean guardNegated, String opcode, List<String> modifiers,
        List<Operand> operands) {

    /** The mnemonic as written. */
    public String mnemonic() {
        return modifiers.isEmpty() ? opcode : opcode + "." + String.join(".", modifiers);
    }

    public boolean has(String modifier) {
        return modifiers.contains(modifier);
    }
}
