package io.samcp.simulator.program;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one operand of an instruction form must be, as {@code instructions.txt} says it.
 *
 * @param count registers in braces; 0 if it is not a list of them
 * @param kind a type name, {@code t}, {@code t0}, {@code t1}, {@code w}, {@code p}, {@code v}, {@code m}, {@code ms}, {@code mg}, {@code n},
 *            {@code x}, {@code xs}, {@code pack}, {@code unpack} or {@code label}
 * @param written whether the instruction writes it
 * @param sink whether {@code _} may stand there
 * @param wider whether a register may be wider than the type
 * @param paired whether a predicate may stand behind a bar
 * @param optional whether it may be missing
 */
record OperandRule(int count, String kind, boolean written, boolean sink, boolean wider, boolean paired, boolean optional) {

    private static final Pattern LIST = Pattern.compile("(\\d)x(\\w+)");

    /** Reads one operand of a form, e.g. {@code =~t0}, {@code u64?} or {@code =4xf32}. */
    static OperandRule parse(String text) {
        final boolean optional = text.endsWith("?");
        String rest = optional ? text.substring(0, text.length() - 1) : text;
        final boolean paired = rest.endsWith("|p");
        rest = paired ? rest.substring(0, rest.length() - 2) : rest;
        final String marks = rest.replaceAll("[^=_~].*", "");
        final Matcher list = LIST.matcher(rest.substring(marks.length()));
        final boolean isList = list.matches();
        return new OperandRule(isList ? Integer.parseInt(list.group(1)) : 0, isList ? list.group(2) : rest.substring(marks.length()),
                marks.contains("="), marks.contains("_"), marks.contains("~"), paired,
                optional);
    }
}
