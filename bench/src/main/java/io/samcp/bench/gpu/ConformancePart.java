package io.samcp.bench.gpu;

import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.MatrixSum;
import io.samcp.simulator.conformance.Conformance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every micro-program gives what the PTX ISA says. Results that are not the bits of the PTX engine are counted: where the ISA leaves a
 * choice they are no failure. Families that are full of such choices are kept result by result.
 */
final class ConformancePart implements Part {

    /** Failures that are told of a family. */
    private static final int MOST = 40;
    private static final String MATRIX = "matrix";
    /** Approximate instructions over their ranges, and matrices in each precision. */
    private static final Set<String> KEPT = Set.of("approximate", MATRIX);

    @Override
    public Answer ask(Device device, Bundle bundle) {
        final int architecture = Integer.parseInt(device.description().architecture().substring("sm_".length()));
        final Tally tally = new Tally();
        final EngineOptions options = EngineOptions.allCores();
        try (Device engine = Devices.engine(options); Device aligned = Devices.engine(options.withMatrixSum(MatrixSum.ALIGNED))) {
            for (final String family : Conformance.FAMILIES) {
                try {
                    final StringBuilder record = new StringBuilder();
                    tally.add(family, Conformance.of(family).compare(device, architecture, engine, recording -> {
                        if (KEPT.contains(family)) {
                            recording.appendTo(record);
                        }
                    }), record.toString());
                    if (family.equals(MATRIX)) {
                        tally.addAligned(Conformance.of(family).compare(device, architecture, aligned, recording -> {}));
                    }
                } catch (DeviceException e) {
                    tally.add(family, e);
                }
            }
        }
        return tally.answer();
    }

    /** What all families gave. */
    private static final class Tally {

        private final List<String> failures = new ArrayList<>();
        private final List<String> families = new ArrayList<>();
        private final List<String> left = new ArrayList<>();
        private final Map<String, Long> different = new TreeMap<>();
        private final Map<String, String> records = new LinkedHashMap<>();
        private long compared;
        private long failed;
        private long differingAligned;
        private boolean whole = true;

        void add(String family, Conformance.Comparison comparison, String record) {
            final List<String> found = comparison.findings().failures();
            found.stream().limit(MOST).forEach(failures::add);
            if (found.size() > MOST) {
                failures.add(family + ": " + (found.size() - MOST) + " more programs fail");
            }
            families.add(String.format(Locale.ROOT, "%-12s %10d %8d %10d", family, comparison.findings().comparisons(), found.size(),
                    sum(comparison.different())));
            left.addAll(comparison.left());
            comparison.different().forEach((program, n) -> different.merge(program, n, Long::sum));
            compared += comparison.findings().comparisons();
            failed += found.size();
            whole &= comparison.findings().comparisons() > 0;
            if (!record.isEmpty()) {
                records.put(family, record);
            }
        }

        /** The matrices beside an engine that sums as tensor cores are said to. */
        void addAligned(Conformance.Comparison comparison) {
            differingAligned = sum(comparison.different());
            families.add(String.format(Locale.ROOT, "%-12s %10s %8s %10d", "  aligned", "", "", differingAligned));
        }

        /** A device that refuses a module or dies; the families before it have their results. */
        void add(String family, DeviceException problem) {
            problem.getMessage().lines().map(line -> family + ": " + line).forEach(failures::add);
            whole = false;
        }

        private static long sum(Map<String, Long> counts) {
            return counts.values().stream().mapToLong(n -> n).sum();
        }

        Answer answer() {
            final long differing = sum(different);
            final List<String> lines = new ArrayList<>(failures);
            lines.add(String.format(Locale.ROOT, "%-12s %10s %8s %10s", "family", "compared", "failures", "differing"));
            lines.addAll(families);
            if (differing > 0) {
                lines.add("results that are not the bits of the PTX engine, by program:");
                different.forEach((program, n) -> lines.add(String.format(Locale.ROOT, "%10d  %s", n, program)));
            }
            left.forEach(module -> lines.add("left out: " + module));
            lines.add(compared + " results compared with the PTX ISA, " + failed + " programs fail; " + differing
                    + " results are not the bits of the PTX engine");
            return new Answer(whole && failed == 0, lines,
                    Map.of("comparisons", compared, "failures", failed, "differing", differing, "differing aligned", differingAligned,
                            "different", different),
                    records);
        }
    }
}
