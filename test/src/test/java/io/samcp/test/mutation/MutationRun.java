package io.samcp.test.mutation;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelCatalogue;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code test/mutate}: runs mutants of kernels, or all kernels, and writes what is known into the report. */
public final class MutationRun {

    private static final int SAMPLE = 60;

    private final Path folder;
    private final Path report;

    private MutationRun(Path folder, Path report) {
        this.folder = folder;
        this.report = report;
    }

    /** Arguments: folder of results, report file, mutants per kernel ({@code all}, or a number), then kernels or parts of their names. */
    public static void main(String[] args) throws IOException {
        final MutationRun run = new MutationRun(Path.of(args[0]), Path.of(args[1]));
        final int sample = args[2].equals("all") ? Integer.MAX_VALUE : args[2].isEmpty() ? SAMPLE : Integer.parseInt(args[2]);
        final List<String> wanted = Arrays.asList(args).subList(3, args.length);
        final List<? extends Kernel<?>> kernels = kernels();
        if (sample > 0) {
            final MutantRunner runner = new MutantRunner(new KernelTests(".*KernelTest"));
            for (final Kernel<?> kernel : kernels) {
                if (wanted.isEmpty() || wanted.stream().anyMatch(kernel.name()::contains)) {
                    run.mutants(runner, kernel, sample);
                }
            }
        }
        System.exit(run.report(kernels) ? 0 : 1);
    }

    private static List<? extends Kernel<?>> kernels() {
        return KernelCatalogue.all().stream().sorted(Comparator.comparing(k -> k.name())).toList();
    }

    private void mutants(MutantRunner runner, Kernel<?> kernel, int sample) {
        final MutationResults results = new MutationResults(folder, kernel);
        final List<Mutant> mutants = MutantRunner.sample(kernel, sample);
        final boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        int done = 0;
        int survived = 0;
        final long begun = System.nanoTime();
        for (final Mutant mutant : mutants) {
            if (!results.isSettled(mutant)) {
                final Outcome outcome = runner.run(kernel, mutant);
                results.add(mutant, outcome);
                survived += outcome.kind() == Outcome.Kind.SURVIVED ? 1 : 0;
            }
            done++;
            if (terminal) {
                System.err.printf("\r%s: %d of %d mutants, %d survived ", kernel.name(), done, mutants.size(), survived);
            }
        }
        System.err.printf("%s%s: %d mutants in %.0f s, %d survived%n", terminal ? "\r" : "", kernel.name(), mutants.size(),
                (System.nanoTime() - begun) / 1e9, survived);
    }

    private boolean report(List<? extends Kernel<?>> kernels) throws IOException {
        final MutationReport all = new MutationReport(Files.exists(report) ? Files.readAllLines(report) : List.of());
        for (final Kernel<?> kernel : kernels) {
            final List<String> ids = Mutator.mutants(kernel.name(), kernel.source().text()).stream().map(Mutant::id).toList();
            final Map<String, Outcome> outcomes = new LinkedHashMap<>(new MutationResults(folder, kernel).outcomes());
            outcomes.keySet().retainAll(new HashSet<>(ids));
            if (!outcomes.isEmpty()) {
                all.add(kernel, ids.size(), outcomes);
            } else if (!all.keep(kernel)) {
                System.err.println("not run: " + kernel.name());
            }
        }
        Files.writeString(report, all.text());
        all.unexplained().forEach(s -> System.err.println("survived and not explained: " + s));
        all.stale().forEach(s -> System.err.println("explained, but a test kills it by now: " + s));
        System.err.println("report: " + report);
        return all.unexplained().isEmpty() && all.stale().isEmpty();
    }
}
