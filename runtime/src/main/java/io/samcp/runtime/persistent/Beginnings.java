package io.samcp.runtime.persistent;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * First values for registers whose first write in a text stands under a guard. In a kernel such a register holds anything before, and nobody asks
 * what. In a function that is called in a loop it holds what the call before left there, so the assembler keeps it, and all others like it, alive
 * over every other function: registers run out, and values are spilled. A zero at the start ends that, and is removed where it is of no use.
 */
final class Beginnings {

    private static final Pattern DECLARATION = Pattern.compile("\\.reg\\s+\\.(\\w+)\\s+([^;]+);[^\\n]*\\n");
    private static final Pattern RANGE = Pattern.compile("(%\\w+)<(\\d+)>");
    private static final Pattern WRITE = Pattern.compile("^\\s*(@!?%\\w+\\s+)?([a-z]\\w*)[\\w.:]*\\s+(\\{[^}]*\\}|%\\w+)",
            Pattern.MULTILINE);
    private static final Pattern REGISTER = Pattern.compile("%\\w+");
    /** Their first operand is read, or is no register. */
    private static final Set<String> WRITE_NOTHING = Set.of("st", "red", "cp", "call", "bra", "bar");
    private static final String PREDICATE = "pred";

    private Beginnings() {}

    /** A text with these values behind its declarations. */
    static String in(String body) {
        final Map<String, String> types = new LinkedHashMap<>();
        int end = 0;
        for (final MatchResult declaration : DECLARATION.matcher(body).results().toList()) {
            for (final String name : declaration.group(2).split(",", -1)) {
                declare(types, declaration.group(1), name.strip());
            }
            end = declaration.end();
        }
        final StringBuilder values = new StringBuilder();
        final Set<String> written = new HashSet<>();
        for (final MatchResult write : WRITE.matcher(body).results().filter(w -> !WRITE_NOTHING.contains(w.group(2))).toList()) {
            for (final String register : registers(write.group(3))) {
                final String type = types.get(register);
                if (type != null && !type.equals(PREDICATE) && written.add(register) && write.group(1) != null) {
                    values.append("    mov.").append(bits(type)).append(' ').append(register).append(", 0;\n");
                }
            }
        }
        return body.substring(0, end) + values + body.substring(end);
    }

    private static void declare(Map<String, String> types, String type, String name) {
        final Matcher range = RANGE.matcher(name);
        if (!range.matches()) {
            types.put(name, type);
            return;
        }
        for (int i = 0; i < Integer.parseInt(range.group(2)); i++) {
            types.put(range.group(1) + i, type);
        }
    }

    private static List<String> registers(String operand) {
        return REGISTER.matcher(operand).results().map(MatchResult::group).toList();
    }

    /** The type that takes a plain zero: {@code f32} becomes {@code b32}. */
    private static String bits(String type) {
        return type.equals("f16x2") || type.equals("bf16x2") ? "b32" : "b" + type.replaceAll("\\D", "");
    }
}
