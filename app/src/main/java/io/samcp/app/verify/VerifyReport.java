package io.samcp.app.verify;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Prints results: a table for each file, stage by stage, and a summary; or all of it as JSON. */
final class VerifyReport {

    private static final int NAME_WIDTH = 34;

    private final String allowed;
    private final List<CaseResult> results = new ArrayList<>();

    /** @param allowed how many times the yardstick's error may be reached, in words */
    VerifyReport(String allowed) {
        this.allowed = allowed;
    }

    void add(CaseResult result) {
        results.add(result);
    }

    boolean passed() {
        return !results.isEmpty() && results.stream().allMatch(CaseResult::passed);
    }

    /** The table of one file. */
    static void print(CaseResult result, PrintWriter out) {
        out.printf(Locale.ROOT, "%n%s  %s  (%d results, %.1f s)%n", result.name(), result.passed() ? "passed" : "FAILED",
                result.checks().size(), result.seconds());
        out.printf("  %-" + NAME_WIDTH + "s %11s %11s %8s%n", "tensor", "worst", "bound", "error/E");
        for (final Check check : result.checks()) {
            out.printf("  %-" + NAME_WIDTH + "s %11s %11s %8s %s%n", check.tensor(), number(check.worst()),
                    check.bound() == 0 ? "exact" : number(check.bound()),
                    Double.isNaN(check.ratio()) ? "" : String.format(Locale.ROOT, "%.2f", check.ratio()),
                    (check.passed() ? "" : "FAILED ") + check.note());
        }
        result.near().forEach(entry -> out.printf("  NEAR %s%n", entry));
        result.notes().forEach(note -> out.printf("  %s%n", note));
        out.flush();
    }

    void printSummary(PrintWriter out) {
        final long passed = results.stream().filter(CaseResult::passed).count();
        final double worst = results.stream().flatMap(r -> r.checks().stream()).mapToDouble(Check::ratio).filter(r -> !Double.isNaN(r))
                .max()
                .orElse(Double.NaN);
        out.printf(Locale.ROOT, "%n%d passed, %d failed; largest error/E %.2f (%s and a rounding floor are allowed)%n", passed,
                results.size() - passed, worst, allowed);
        out.flush();
    }

    String json() {
        final List<Object> cases = new ArrayList<>();
        for (final CaseResult result : results) {
            final List<Object> checks = new ArrayList<>();
            for (final Check check : result.checks()) {
                final Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("tensor", check.tensor());
                entry.put("worst", Double.isFinite(check.worst()) ? check.worst() : null);
                entry.put("bound", check.bound());
                entry.put("ratio", Double.isFinite(check.ratio()) ? check.ratio() : null);
                entry.put("passed", check.passed());
                entry.put("note", check.note());
                checks.add(entry);
            }
            final Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("case", result.name());
            entry.put("passed", result.passed());
            entry.put("seconds", result.seconds());
            entry.put("near", result.near());
            entry.put("notes", result.notes());
            entry.put("checks", checks);
            cases.add(entry);
        }
        return JsonMapper.shared().writeValueAsString(Map.of("passed", passed(), "cases", cases));
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? "-"
                : value == Math.rint(value) && Math.abs(value) < 1e9
                        ? Long.toString((long) value)
                        : String.format(Locale.ROOT, "%.2e", value);
    }
}
