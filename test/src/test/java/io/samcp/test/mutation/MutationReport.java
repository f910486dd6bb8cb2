package io.samcp.test.mutation;

import io.samcp.kernels.Kernel;
import io.samcp.test.mutation.Outcome.Kind;
import io.samcp.test.mutation.Survivors.Explanation;
import io.samcp.test.mutation.Survivors.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The report by kernel, and every survivor with its explanation. What an earlier report says of texts that did not change since is kept. */
final class MutationReport {

    private final Survivors survivors = Survivors.read();
    private final StringBuilder table = new StringBuilder(
            """
                    | kernel | text | mutants | run | result | fault | time-out | refused | no change | survived | killed of those that change something |
                    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                    """);
    private final StringBuilder explained = new StringBuilder();
    private final List<String> unexplained = new ArrayList<>();
    private final List<String> stale = new ArrayList<>();
    private final List<String> earlier;

    /** @param earlier lines of the report so far */
    MutationReport(List<String> earlier) {
        this.earlier = List.copyOf(earlier);
    }

    /** Adds what the earlier report says of a kernel with this text, if anything. */
    boolean keep(Kernel<?> kernel) {
        final Optional<String> row = earlier.stream().filter(line -> line.startsWith(head(kernel))).findFirst();
        row.ifPresent(line -> {
            table.append(line).append('\n');
            earlier.stream().filter(l -> l.startsWith("| " + kernel.name() + " | `")).forEach(l -> explained.append(l).append('\n'));
        });
        return row.isPresent();
    }

    private static String head(Kernel<?> kernel) {
        return "| " + kernel.name() + " | " + MutationResults.digest(kernel) + " | ";
    }

    /** Adds a kernel; {@code all} is how many mutants it has. */
    void add(Kernel<?> kernel, int all, Map<String, Outcome> outcomes) {
        int same = count(outcomes, Kind.SAME_CODE);
        int survived = 0;
        for (final Map.Entry<String, Outcome> one : outcomes.entrySet()) {
            final Optional<Explanation> why = survivors.of(kernel.name(), one.getKey());
            if (one.getValue().kind() == Kind.SURVIVED) {
                if (why.isPresent() && why.get().verdict() == Verdict.EQUIVALENT) {
                    same++;
                } else {
                    survived++;
                }
                explained.append("| ").append(kernel.name()).append(" | `").append(one.getKey().replace("|", "\\|")).append("` | ")
                        .append(why.map(e -> e.verdict().name().toLowerCase(Locale.ROOT) + " | " + e.reason()).orElse("not explained |"))
                        .append(" |\n");
                if (why.isEmpty()) {
                    unexplained.add(kernel.name() + "\t" + one.getKey());
                }
            } else if (why.isPresent()) {
                stale.add(kernel.name() + "\t" + one.getKey());
            }
        }
        final int killed = (int) outcomes.values().stream().filter(o -> o.kind().isKilled()).count();
        table.append(head(kernel)).append(all).append(" | ").append(outcomes.size());
        for (final Kind kind : List.of(Kind.RESULT, Kind.FAULT, Kind.TIME_OUT, Kind.REFUSED)) {
            table.append(" | ").append(count(outcomes, kind));
        }
        table.append(" | ").append(same).append(" | ").append(survived).append(" | ")
                .append(killed + survived == 0 ? "not run" : String.format(Locale.ROOT, "%.1f %%", 100.0 * killed / (killed + survived)))
                .append(" |\n");
    }

    private static int count(Map<String, Outcome> outcomes, Kind kind) {
        return (int) outcomes.values().stream().filter(o -> o.kind() == kind).count();
    }

    /** Survivors nobody has explained. */
    List<String> unexplained() {
        return unexplained;
    }

    /** Explanations of mutants that a test kills by now. */
    List<String> stale() {
        return stale;
    }

    String text() {
        return """
                # Mutation tests of the kernels

                Made by `test/mutate` (see [CONTRIBUTING](../CONTRIBUTING.md)). A mutant is a kernel's PTX with one instruction changed: another arithmetic
                operation, comparison, constant, register, address, width or rounding, a barrier or a predicate less. The kernel's tests run on it, under all
                checks of the engine, until one fails. Functions that kernels copy word for word from `ptx/recipe` are left out: `RecipeTest` tests them.
                Of a kernel in bf16 and f16, whose texts differ in the name of the type alone, the one in bf16 is mutated.

                - text: checksum of what was mutated, comments aside
                - run: how many of all mutants; a sample that is always the same where it is not all of them
                - result, fault, time-out, refused: how it was noticed: by what the kernel wrote, by a check, because it went on for ever, or because
                  it could not be launched
                - no change: NVIDIA's assembler makes the same machine code of it for every architecture, or it is equivalent, as explained below

                """
                + table + """

                        ## Survivors

                        | kernel | mutant | | why |
                        | --- | --- | --- | --- |
                        """ + explained;
    }
}
