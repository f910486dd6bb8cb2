package io.samcp.simulator.program;

import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.PtxType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One form of an instruction: a line of {@code instructions.txt} for one opcode.
 *
 * @param groups modifiers: of each group one, or perhaps one
 * @param operands what must follow
 */
record InstructionPattern(List<Group> groups, List<OperandRule> operands) {

    /**
     * Modifiers of which an instruction has one.
     *
     * @param words the choices
     * @param optional whether none is a choice too
     * @param types whether they are types, whose order counts
     */
    record Group(List<String> words, boolean optional, boolean types) {

        static Group parse(String text) {
            final boolean optional = text.startsWith("[");
            final List<String> words = Arrays.asList((optional ? text.substring(1, text.length() - 1) : text).split("\\|", -1));
            return new Group(words, optional, PtxType.of(words.getFirst()).isPresent());
        }
    }

    static InstructionPattern parse(String modifiers, String operands) {
        return new InstructionPattern(words(modifiers).stream().map(Group::parse).toList(),
                words(operands).stream().map(OperandRule::parse).toList());
    }

    private static List<String> words(String text) {
        return text.isEmpty() || text.equals("-") ? List.of() : List.of(text.split("\\s+", -1));
    }

    /** Whether the modifiers are those of this form. */
    boolean fits(Instruction i) {
        final BitSet used = new BitSet();
        for (final String modifier : i.modifiers()) {
            final int group = unused(modifier, used);
            if (group < 0) {
                return false;
            }
            used.set(group);
        }
        for (int g = 0; g < groups.size(); g++) {
            if (!groups.get(g).optional() && !used.get(g)) {
                return false;
            }
        }
        return true;
    }

    private int unused(String modifier, BitSet used) {
        final boolean type = PtxType.of(modifier).isPresent();
        for (int g = 0; g < groups.size(); g++) {
            if (!used.get(g) && groups.get(g).types() == type) {
                if (groups.get(g).words().contains(modifier)) {
                    return g;
                }
                if (type) {
                    return -1;
                }
            }
        }
        return -1;
    }

    boolean knows(String modifier) {
        return groups.stream().anyMatch(g -> g.words().contains(modifier));
    }

    /** The types an instruction of this form names, in order. */
    static List<PtxType> types(Instruction i) {
        final List<PtxType> types = new ArrayList<>();
        i.modifiers().forEach(m -> PtxType.of(m).ifPresent(types::add));
        return types;
    }
}
