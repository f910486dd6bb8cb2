package io.samcp.app.verify;

import java.util.List;

/**
 * What came of one file.
 *
 * @param name file name without extension
 * @param checks one for each stored result
 * @param near decisions that differ where the golden itself is within rounding of the threshold, described
 * @param notes what was measured and is not judged
 * @param seconds how long it took
 */
record CaseResult(String name, List<Check> checks, List<String> near, List<String> notes, double seconds) {

    /** Near decisions a case may have. */
    static final int MAX_NEAR = 3;

    CaseResult {
        checks = List.copyOf(checks);
        near = List.copyOf(near);
        notes = List.copyOf(notes);
    }

    static CaseResult failed(String name, String reason) {
        return new CaseResult(name, List.of(Check.failed("(case)", reason)), List.of(), List.of(), 0);
    }

    /** A case that compared nothing has not passed. */
    boolean passed() {
        return !checks.isEmpty() && checks.stream().allMatch(Check::passed) && near.size() <= MAX_NEAR;
    }
}
