package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the tables of micro-programs; {@code docs/conformance.md} describes them. */
final class ProgramTable {

    /** A line that gives a text a name; others may begin with one. */
    private static final Pattern NAME = Pattern.compile("\\$\\w+\\s*=");

    private final String file;
    private final List<MicroProgram> programs = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private int target = 80;
    private boolean alone;

    private ProgramTable(String file) {
        this.file = file;
    }

    /** Every program of a family. */
    static List<MicroProgram> read(String family) {
        final ProgramTable table = new ProgramTable(family + ".txt");
        final List<String> lines = lines(table.file);
        for (int i = 0; i < lines.size(); i++) {
            final int start = i;
            final List<String> literals = new ArrayList<>();
            while (i + 1 < lines.size() && lines.get(i + 1).startsWith("    ")) {
                literals.add(lines.get(++i).strip());
            }
            table.line(lines.get(start), literals, start + 1);
        }
        return table.programs;
    }

    static List<String> lines(String file) {
        try (InputStream in = ProgramTable.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void line(String line, List<String> literals, int number) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (NAME.matcher(line).lookingAt()) {
            final int equals = line.indexOf('=');
            names.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        } else if (line.startsWith("@target ")) {
            target = Integer.parseInt(line.substring("@target ".length()));
        } else if (line.equals("@alone")) {
            alone = true;
        } else {
            String text = line;
            for (final Map.Entry<String, String> name : names.entrySet()) {
                text = text.replace(name.getKey(), name.getValue());
            }
            Expansion.of(text).forEach(t -> program(t, literals, number));
        }
    }

    private void program(String line, List<String> literals, int number) {
        final String[] parts = line.split(" : ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(file + ":" + number + ": expected text : results = operands : values : oracle");
        }
        final String[] signature = parts[1].split("=", -1);
        final List<PtxType> results = types(signature[0]);
        final List<PtxType> operands = types(signature[1]);
        final Map<List<Long>, List<Expected>> byHand = new LinkedHashMap<>();
        for (final String literal : literals) {
            final String[] sides = literal.split("->", -1);
            byHand.put(words(sides[0]).stream().map(w -> Long.parseUnsignedLong(w, 16)).toList(),
                    words(sides[1]).stream().map(ProgramTable::expected).toList());
        }
        programs.add(
                new MicroProgram(file + ":" + number, MicroProgram.Body.of(parts[0].strip()), results, operands, words(parts[2]),
                        Oracles.of(parts[3].strip()),
                        byHand, target, alone));
    }

    private static Expected expected(String word) {
        return switch (word) {
            case "nan" -> Expected.anyNan();
            case "?" -> Expected.free();
            default -> Expected.bits(Long.parseUnsignedLong(word, 16));
        };
    }

    private static List<PtxType> types(String text) {
        return words(text).stream().map(w -> PtxType.of(w).orElseThrow(() -> new IllegalArgumentException("no type '" + w + "'"))).toList();
    }

    private static List<String> words(String text) {
        return text.isBlank() || text.strip().equals("-") ? List.of() : Arrays.asList(text.strip().split("\\s+", -1));
    }
}
