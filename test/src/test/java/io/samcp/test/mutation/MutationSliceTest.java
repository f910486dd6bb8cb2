package io.samcp.test.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few mutants of a few kernels: the tests notice them, or it has been said why not. {@code test/mutate} runs more. */
final class MutationSliceTest {

    private static final String CLASSES = ".*\\.(BoxNormalise|ReferencePoints|MaxPool|BoxEncoding)KernelTest";
    private static final List<String> FAMILIES = List.of("boxes", "pooling");
    private static final int MOST = 6;

    @Test
    void testsNoticeMutants() {
        final KernelTests tests = new KernelTests(CLASSES); // throws if one fails without a mutant
        final MutantRunner runner = new MutantRunner(tests);
        final Survivors survivors = Survivors.read();
        final List<String> unnoticed = new ArrayList<>();
        int killed = 0;
        for (final Kernel<?> kernel : KernelCatalogue.all()) {
            if (!FAMILIES.contains(kernel.family()) || tests.of(kernel.name()).isEmpty()) {
                continue;
            }
            for (final Mutant mutant : MutantRunner.sample(kernel, MOST)) {
                final Outcome outcome = runner.run(kernel, mutant);
                killed += outcome.kind().isKilled() ? 1 : 0;
                if (outcome.kind() == Outcome.Kind.SURVIVED && survivors.of(kernel.name(), mutant.id()).isEmpty()) {
                    unnoticed.add(kernel.name() + ", line " + mutant.line() + ": " + mutant.id());
                }
            }
        }
        assertEquals(List.of(), unnoticed, "mutants no test notices");
        assertTrue(killed >= FAMILIES.size() * MOST / 2, "killed " + killed);
    }

    @Test
    void noticesNothingWhereNothingChanges() {
        final Kernel<?> kernel = KernelCatalogue.all().stream().filter(k -> k.family().equals("rounding")).findFirst().orElseThrow();
        final KernelTests tests = new KernelTests(".*\\.RoundingKernelTest");
        final Mutant none = new Mutant(Mutant.Operator.CONSTANT, 1, "", "", 1, kernel.source().text());
        final Outcome outcome = new MutantRunner(tests).run(kernel, none);
        assertFalse(tests.of(kernel.name()).isEmpty());
        assertEquals(Outcome.Kind.SAME_CODE, outcome.kind());
    }
}
