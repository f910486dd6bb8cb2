package io.samcp.simulator.program;

/**
 * What one operand of an instruction form must be, as {@code instructions.txt} says it.
 *
 * @param kind a type name, {@code t}, {@code t0}, {@code t1}, {@code w}, {@code p}, {@code v}, {@code m}, {@code n}, {@code x},
 *            {@code pack}, {@code unpack} or {@code label}
 * @param written whether the instruction writes it
 * @param sink whether {@code _} may stand there
 * @param wider whether a register may be wider than the type
 * @param paired whether a predicate may stand behind a bar
 * @param optional whether it may be missing
 */
record OperandRule(String kind, boolean written, boolean sink, boolean wider, boolean paired, boolean optional) {

    /** Reads one operand of a form, e.g. {@code =~t0} or {@code u64?}. */
    static OperandRule parse(String text) {
        final boolean optional = text.endsWith("?");
        String rest = optional ? text.substring(0, text.length() - 1) : text;
        final boolean paired = rest.endsWith("|p");
        rest = paired ? rest.substring(0, rest.length() - 2) : rest;
        final String marks = rest.replaceAll("[^=_~].*", "");
        return new OperandRule(rest.substring(marks.length()), marks.contains("="), marks.contains("_"), marks.contains("~"), paired,
                optional);
    }
}
