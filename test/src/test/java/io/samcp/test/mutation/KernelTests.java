package io.samcp.test.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import io.samcp.test.kernels.MutantInForce;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** Which tests launch which kernel, found by running them all once, and how to run them again one by one. */
final class KernelTests {

    private final Launcher launcher = LauncherFactory.create();
    private final Map<String, List<Timed>> byKernel = new HashMap<>();

    /**
     * A test that passed.
     *
     * @param id unique, as JUnit names it
     * @param nanos how long it took
     */
    record Timed(String id, long nanos) {}

    /**
     * Runs all tests of kernels.
     *
     * @param classes regular expression for the names of their classes
     * @throws IllegalStateException if one fails although no mutant is in force
     */
    KernelTests(String classes) {
        MutantInForce.launched();
        final List<String> failed = new ArrayList<>(); // what a listener throws, JUnit only logs
        launcher.execute(request().selectors(selectPackage(MutantInForce.class.getPackageName()))
                .filters(ClassNameFilter.includeClassNamePatterns(classes)).build(), new TestExecutionListener() {
                    private long begun;

                    @Override
                    public void executionStarted(TestIdentifier test) {
                        begun = System.nanoTime();
                    }

                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                            failed.add(test.getUniqueId() + ": " + result.getThrowable().map(Throwable::getMessage).orElse(""));
                        }
                        if (test.isTest()) {
                            final Timed timed = new Timed(test.getUniqueId(), System.nanoTime() - begun);
                            MutantInForce.launched().forEach(k -> byKernel.computeIfAbsent(k, n -> new ArrayList<>()).add(timed));
                        }
                    }
                });
        if (!failed.isEmpty()) {
            throw new IllegalStateException("fails without a mutant: " + failed);
        }
        byKernel.values().forEach(tests -> tests.sort(Comparator.comparingLong(Timed::nanos)));
    }

    /** Tests that launch a kernel, the fastest first. */
    List<Timed> of(String kernel) {
        return byKernel.getOrDefault(kernel, List.of());
    }

    /** Runs one test again; what it failed with. */
    Optional<Throwable> run(Timed test) {
        final List<Throwable> failures = new ArrayList<>();
        final DiscoverySelector selector = selectUniqueId(test.id());
        launcher.execute(request().selectors(selector).build(), new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    failures.add(result.getThrowable().orElseGet(() -> new AssertionError("failed")));
                }
            }
        });
        return failures.stream().findFirst();
    }
}
