package io.samcp.app.verify;

import io.samcp.kernels.Precision;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.runtime.Device;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Verifies a whole folder. */
public final class Verification {

    private final Device device;
    private final ModelOptions options;
    private final VerifyReport report;

    /**
     * A verification.
     *
     * @param device where everything runs
     * @param options how models run; below FP32 only cases are verified, as kernel files hold single operations in FP32
     */
    public Verification(Device device, ModelOptions options) {
        this.device = device;
        this.options = options;
        this.report = new VerifyReport(options.precision() == Precision.FP32 ? "8" : "2 times that of plain loops");
    }

    /**
     * Runs cases and kernel files and prints a table for each.
     *
     * @param folder goldens
     * @param only names to run, without extension; empty: all
     * @param progress told what is about to run
     * @return whether everything that ran passed, and something ran
     */
    public boolean run(GoldenFolder folder, Set<String> only, Consumer<String> progress, PrintWriter out) {
        final ErrorTable errors = ErrorTable.of(folder.path());
        for (final Path path : chosen(folder, only)) {
            progress.accept(path.getFileName().toString());
            final CaseResult result = verify(path, errors);
            report.add(result);
            VerifyReport.print(result, out);
        }
        report.printSummary(out);
        return report.passed();
    }

    /** How many files {@link #run} would take. */
    public int count(GoldenFolder folder, Set<String> only) {
        return chosen(folder, only).size();
    }

    /** Everything that was found, as JSON. */
    public String json() {
        return report.json();
    }

    /**
     * Damages copies of the folder's smallest case and expects each to be refused.
     *
     * @return whether all were, and the undamaged case passed
     */
    public boolean selfTest(GoldenFolder folder, PrintWriter out) {
        final ErrorTable errors = ErrorTable.of(folder.path());
        final Path path = folder.cases().stream().filter(p -> !p.getFileName().toString().startsWith("case_batch"))
                .min((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                .orElseThrow(() -> new IllegalArgumentException(folder.path() + ": expected a case to damage, found none"));
        boolean all = true;
        try (GoldenFile file = GoldenFile.open(path)) {
            out.printf("self-test on %s%n", file.name());
            for (final Map.Entry<String, Boolean> entry : new SelfTest(new CaseVerifier(device, options, errors), errors).run(file)
                    .entrySet()) {
                out.printf("  %-46s %s%n", entry.getKey(), entry.getValue() ? "as it should be" : "NOT NOTICED");
                all &= entry.getValue();
            }
        }
        out.flush();
        return all;
    }

    private CaseResult verify(Path path, ErrorTable errors) {
        try (GoldenFile file = GoldenFile.open(path)) {
            if (options.precision() != Precision.FP32) {
                return new PrecisionVerifier(device, options).verify(file);
            }
            return path.getParent().getFileName().toString().equals("kernels")
                    ? new KernelVerifier(device, options.libraries(), errors).verify(file)
                    : new CaseVerifier(device, options, errors).verify(file);
        } catch (RuntimeException e) {
            return CaseResult.failed(path.getFileName().toString(), e.toString());
        }
    }

    private List<Path> chosen(GoldenFolder folder, Set<String> only) {
        final List<Path> paths = new ArrayList<>(options.precision() == Precision.FP32 ? folder.kernels() : List.of());
        paths.addAll(folder.cases());
        if (!only.isEmpty()) {
            paths.removeIf(p -> !only.contains(p.getFileName().toString().replaceFirst("\\.safetensors$", "")));
        }
        return paths;
    }
}
