package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One line of a table, expanded: an instruction, or a few, whose operands are {@code %a %b %c %e} and whose results are
 * {@code %d %d1 %d2 %d3}.
 *
 * @param where file and line
 * @param body the instructions
 * @param results types of the results' registers
 * @param operands types of the operands' registers
 * @param values names of the values each operand takes
 * @param oracle what computes the expectations
 * @param literals expectations by hand, by operands
 * @param target lowest architecture, e.g. 80
 * @param alone whether it needs a kernel of its own, since it changes who goes on
 */
public record MicroProgram(String where, Body body, List<PtxType> results, List<PtxType> operands, List<String> values, Oracle oracle,
        Map<List<Long>, List<Expected>> literals, int target, boolean alone) {

    /** Names of the operands. */
    static final List<String> OPERANDS = List.of("%a", "%b", "%c", "%e");
    /** Names of the results. */
    static final List<String> RESULTS = List.of("%d", "%d1", "%d2", "%d3");

    /**
     * Instructions.
     *
     * @param text as the table has them
     * @param instructions each without label, guard and semicolon; declarations left out
     * @param mnemonics the same without operands
     */
    record Body(String text, List<String> instructions, List<Mnemonic> mnemonics) {

        private static final Pattern LABEL = Pattern.compile("^\\s*[A-Z]\\w*:(?!:)");
        private static final Pattern GUARD = Pattern.compile("^\\s*@!?%\\w+\\s+");

        static Body of(String text) {
            final List<String> instructions = List.of(text.split(";", -1)).stream().map(s -> LABEL.matcher(s).replaceFirst(""))
                    .map(s -> GUARD.matcher(s).replaceFirst("")).map(String::strip)
                    .filter(s -> !s.isEmpty() && !s.startsWith(".") && !s.contains(".branchtargets")).toList();
            return new Body(text, instructions, instructions.stream().map(s -> Mnemonic.parse(s.split("\\s+", 2)[0])).toList());
        }
    }

    String text() {
        return body.text();
    }

    /** The instructions without operands. */
    public List<Mnemonic> mnemonics() {
        return body.mnemonics();
    }

    Mnemonic first() {
        return body.mnemonics().getFirst();
    }

    /** The bits a register of a type has. */
    static long mask(PtxType type) {
        return type == PtxType.PRED ? 1 : type.bits() == Long.SIZE ? -1 : (1L << type.bits()) - 1;
    }
}
