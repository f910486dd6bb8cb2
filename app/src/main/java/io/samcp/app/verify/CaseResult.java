package io.samcp.app.verify;

import java.util.List;

/**
 * What came of one file.
 *
 * @param name file name without extension
 * @param checks one for each stored result
 * @param near decisions that differ where the golden itself is within rounding of the threshold, described
 * @param skipped why it was not run; empty if it was
 * @param seconds how long it took
 */
record CaseResult(String name, List<Check> checks, List<String> near, String skipped, double seconds) {

    /** Near decisions a case may have. */
    static final int MAX_NEAR = 3;

    CaseResult {
        checks = List.copyOf(checks);
        near = List.copyOf(near);
    }

    static CaseResult skipped(String name, String reason) {
        return new CaseResult(name, List.of(), List.of(), reason, 0);
    }

    static CaseResult failed(String name, String reason) {
        return new CaseResult(name, List.of(Check.failed("(case)", reason)), List.of(), "", 0);
    }

    boolean wasSkipped() {
        return !skipped.isEmpty();
    }

    /** A case that compared nothing has not passed. */
    boolean passed() {
        return !wasSkipped() && !checks.isEmpty() && checks.stream().allMatch(Check::passed) && near.size() <= MAX_NEAR;
    }
}
