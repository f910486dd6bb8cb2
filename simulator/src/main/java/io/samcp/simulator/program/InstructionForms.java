package io.samcp.simulator.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of every instruction form the engine knows, read from {@code instructions.txt}. */
final class InstructionForms {

    private static final Map<String, List<InstructionPattern>> FORMS = read();

    private InstructionForms() {}

    /** Forms of an opcode; empty if the engine does not know it. */
    static List<InstructionPattern> of(String opcode) {
        return FORMS.getOrDefault(opcode, List.of());
    }

    /** Every form, by opcode. */
    static Map<String, List<InstructionPattern>> all() {
        return FORMS;
    }

    private static Map<String, List<InstructionPattern>> read() {
        final Map<String, List<InstructionPattern>> forms = new LinkedHashMap<>();
        final Map<String, String> names = new LinkedHashMap<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(InstructionForms.class.getResourceAsStream("instructions.txt"), StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> line(line, names, forms));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return forms;
    }

    private static void line(String line, Map<String, String> names, Map<String, List<InstructionPattern>> forms) {
        if (line.startsWith("$")) {
            final int equals = line.indexOf('=');
            names.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            return;
        }
        String text = line;
        for (final Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        final String[] parts = text.split(" : ", -1);
        for (final String opcode : parts[0].strip().split("\\s+", -1)) {
            forms.computeIfAbsent(opcode, o -> new ArrayList<>()).add(InstructionPattern.parse(parts[1].strip(), parts[2].strip()));
        }
    }
}
