package io.samcp.test.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An instruction on a line of its own, as our kernels have them.
 *
 * @param guard predicate with {@code @}, or empty
 * @param mnemonic opcode and modifiers
 * @param operands as written, those in brackets and braces as one
 */
record InstructionLine(String guard, String mnemonic, List<String> operands) {

    private static final Pattern LINE = Pattern.compile("\\s*(@!?%\\w+\\s+)?([a-z][\\w.:]*)(?:\\s+([^;]*))?;\\s*(?://.*)?");
    private static final Pattern OPERAND = Pattern.compile("\\{[^}]*}|\\[[^\\]]*]|[^,\\s]+");

    /** Reads a line; empty if there is no instruction on it. */
    static Optional<InstructionLine> parse(String line) {
        final Matcher m = LINE.matcher(line);
        if (!m.matches()) {
            return Optional.empty();
        }
        final List<String> operands = new ArrayList<>();
        final Matcher operand = OPERAND.matcher(m.group(3) == null ? "" : m.group(3));
        while (operand.find()) {
            operands.add(operand.group());
        }
        return Optional.of(new InstructionLine(m.group(1) == null ? "" : m.group(1).strip(), m.group(2), List.copyOf(operands)));
    }

    String opcode() {
        return mnemonic.split("\\.", 2)[0];
    }

    boolean has(String modifier) {
        return ("." + mnemonic + ".").contains("." + modifier + ".");
    }

    InstructionLine withMnemonic(String other) {
        return new InstructionLine(guard, other, operands);
    }

    InstructionLine withGuard(String other) {
        return new InstructionLine(other, mnemonic, operands);
    }

    InstructionLine withOperand(int index, String other) {
        final List<String> all = new ArrayList<>(operands);
        all.set(index, other);
        return new InstructionLine(guard, mnemonic, List.copyOf(all));
    }

    InstructionLine withOperands(List<String> others) {
        return new InstructionLine(guard, mnemonic, List.copyOf(others));
    }

    @Override
    public String toString() {
        return (guard.isEmpty() ? "" : guard + " ") + mnemonic + (operands.isEmpty() ? "" : " " + String.join(", ", operands)) + ";";
    }
}
