package io.samcp.test.mutation;

import io.samcp.kernels.Kernel;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.PtxAssembler;
import io.samcp.test.kernels.MutantInForce;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a kernel's tests on its mutants until one fails. */
final class MutantRunner {

    private static final int SHORT = 120;

    /** A warp of a mutant may take so many times as many instructions as one of the kernel. */
    private static final int PATIENCE = 8;
    private static final long FEWEST = 2_000;

    private final KernelTests tests;
    private final Map<String, Long> limits = new HashMap<>();

    MutantRunner(KernelTests tests) {
        this.tests = tests;
    }

    /** A sample of a kernel's mutants, always the same; all if there are not more. */
    static List<Mutant> sample(Kernel<?> kernel, int most) {
        return Mutator.mutants(kernel.name(), kernel.source().text()).stream()
                .sorted(Comparator.comparingInt((Mutant m) -> mixed(m.id())).thenComparing(Mutant::id)).limit(most).toList();
    }

    private static int mixed(String id) {
        int x = id.hashCode() * 0x9E3779B9;
        x ^= x >>> 15;
        return x * 0x85EBCA6B;
    }

    /** Runs one mutant. */
    Outcome run(Kernel<?> kernel, Mutant mutant) {
        final long limit = limits.computeIfAbsent(kernel.name(), k -> PATIENCE * instructions(kernel));
        MutantInForce.begin(kernel.name(), mutant.text(), limit);
        try {
            for (final KernelTests.Timed test : tests.of(kernel.name())) {
                final Optional<Throwable> failure = tests.run(test);
                if (failure.isPresent()) {
                    return Outcome.killed(failure.get(), shortened(test.id()));
                }
            }
        } finally {
            MutantInForce.end();
        }
        return new Outcome(isSameCode(kernel, mutant) ? Outcome.Kind.SAME_CODE : Outcome.Kind.SURVIVED, "");
    }

    /** Instructions that no warp exceeds when the kernel's tests run without a mutant, to within a factor of two. */
    private long instructions(Kernel<?> kernel) {
        long enough = FEWEST;
        for (final KernelTests.Timed test : tests.of(kernel.name())) {
            Optional<Throwable> failure = Optional.empty();
            do {
                enough *= failure.isPresent() ? 2 : 1;
                MutantInForce.begin(kernel.name(), kernel.source().text(), enough);
                try {
                    failure = tests.run(test);
                } finally {
                    MutantInForce.end();
                }
            } while (failure.isPresent() && Outcome.killed(failure.get(), "").kind() == Outcome.Kind.TIME_OUT);
            if (failure.isPresent()) {
                throw new IllegalStateException(test.id() + " fails without a mutant", failure.get());
            }
        }
        return enough;
    }

    private static String shortened(String id) {
        final String method = id.replaceAll(".*\\[class:[\\w.]*\\.(\\w+)]/", "$1.")
                .replaceAll("\\[(?:method|test-template|test-template-invocation):", "")
                .replaceAll("]/?", " ").strip();
        return method.length() > SHORT ? method.substring(0, SHORT) : method;
    }

    private static boolean isSameCode(Kernel<?> kernel, Mutant mutant) {
        return Architecture.running(mutant.text()).stream().allMatch(architecture -> Arrays.equals(
                PtxAssembler.image(kernel.name(), kernel.source().text(), architecture),
                PtxAssembler.image(kernel.name(), mutant.text(), architecture)));
    }
}
