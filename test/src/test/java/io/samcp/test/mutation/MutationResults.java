package io.samcp.test.mutation;

import io.samcp.kernels.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Outcomes of one kernel's mutants, kept in a file, so that a run goes on where the one before was stopped. */
final class MutationResults {

    private final Path file;
    private final String digest;
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    /** Reads what is known of a kernel's present text. */
    MutationResults(Path folder, Kernel<?> kernel) {
        file = folder.resolve(kernel.name() + ".tsv");
        digest = digest(kernel);
        try {
            if (Files.exists(file)) {
                for (final String line : Files.readAllLines(file)) {
                    final String[] parts = line.split("\t", -1);
                    if (parts[0].equals(digest)) {
                        outcomes.put(parts[1], new Outcome(Outcome.Kind.valueOf(parts[2]), parts[3]));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Changes with a kernel's text, its comments aside. */
    static String digest(Kernel<?> kernel) {
        final CRC32 crc = new CRC32();
        kernel.source().text().lines().map(line -> line.replaceFirst("//.*", "").strip()).filter(line -> !line.isEmpty())
                .forEach(line -> crc.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return Long.toHexString(crc.getValue());
    }

    Map<String, Outcome> outcomes() {
        return outcomes;
    }

    /** Whether a mutant need not run again: tests that killed it are still there, those that did not may have company. */
    boolean isSettled(Mutant mutant) {
        final Outcome known = outcomes.get(mutant.id());
        return known != null && known.kind() != Outcome.Kind.SURVIVED;
    }

    void add(Mutant mutant, Outcome outcome) {
        outcomes.put(mutant.id(), outcome);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\t", digest, mutant.id(), outcome.kind().name(), outcome.test()) + "\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
