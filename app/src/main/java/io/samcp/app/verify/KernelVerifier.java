package io.samcp.app.verify;

import io.samcp.runtime.Device;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the operation a kernel file is named after on its inputs and compares its outputs. */
final class KernelVerifier {

    private final OperationRunner runner;
    private final ErrorTable errors;

    KernelVerifier(Device device, boolean libraries, ErrorTable errors) {
        this.runner = new OperationRunner(device, libraries);
        this.errors = errors;
    }

    CaseResult verify(GoldenFile file) {
        final long start = System.nanoTime();
        final String name = file.name();
        final Optional<KernelCase> operation = KernelCase.named(name.replaceFirst("_[a-z]$", ""));
        if (operation.isEmpty()) {
            return CaseResult.failed("kernels/" + name, "no operation is called '" + name + "'");
        }
        final List<Check> checks = new ArrayList<>();
        for (final String sub : subCases(file)) {
            final KernelGolden golden = new KernelGolden(file, sub, errors);
            try {
                operation.get().run(runner, golden);
            } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
                golden.fail("(run)", String.valueOf(e));
            }
            checks.addAll(golden.checks());
        }
        return new CaseResult("kernels/" + name, checks, List.of(), List.of(), (System.nanoTime() - start) * 1e-9);
    }

    /** First parts of names that are a single letter or {@code full}; one nameless sub-case if there are none. */
    private static Set<String> subCases(GoldenFile file) {
        final Set<String> subs = new LinkedHashSet<>();
        for (final String tensor : file.names()) {
            final int dot = tensor.indexOf('.');
            final String first = dot < 0 ? "" : tensor.substring(0, dot);
            if (first.matches("[a-z]|full")) {
                subs.add(first + ".");
            }
        }
        return subs.isEmpty() ? Set.of("") : subs;
    }
}
