package io.samcp.test.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Mutants that no test notices, and why: {@code survivors.tsv} has kernel, verdict, mutant and reason, tabs between them. */
final class Survivors {

    private final Map<String, Explanation> explanations = new LinkedHashMap<>();

    /** What a survivor is. */
    enum Verdict {
        /** It does the same for every input the kernel's contract allows. */
        EQUIVALENT,
        /** It does something else that is as right: another rounding inside the bound, another order of a sum. */
        ACCEPTABLE,
        /** It is wrong where no test goes: sizes too large for the engine, or what only a GPU shows. */
        UNREACHED
    }

    /**
     * Why a mutant survives.
     *
     * @param verdict what it is
     * @param reason in a sentence
     */
    record Explanation(Verdict verdict, String reason) {}

    private Survivors() {}

    /** Reads the file. */
    static Survivors read() {
        final Survivors survivors = new Survivors();
        try (InputStream in = Survivors.class.getResourceAsStream("survivors.tsv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(survivors::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return survivors;
    }

    private void line(String line) {
        final String[] parts = line.split("\t", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("survivors.tsv: expected kernel, verdict, mutant and reason, found: " + line);
        }
        explanations.put(key(parts[0], parts[2]), new Explanation(Verdict.valueOf(parts[1]), parts[3]));
    }

    private static String key(String kernel, String id) {
        return kernel + "\t" + id;
    }

    /** Why a mutant survives, if somebody has said. */
    Optional<Explanation> of(String kernel, String id) {
        return Optional.ofNullable(explanations.get(key(kernel, id)));
    }
}
