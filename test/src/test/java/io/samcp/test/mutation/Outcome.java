package io.samcp.test.mutation;

import io.samcp.runtime.KernelFaultException;

/**
 * What became of a mutant.
 *
 * @param kind in short
 * @param test the test that noticed it; empty if none did
 */
record Outcome(Kind kind, String test) {

    /** What can become of a mutant. */
    enum Kind {
        /** A test found another result. */
        RESULT,
        /** A check of the engine stopped it. */
        FAULT,
        /** It went on for ever. */
        TIME_OUT,
        /** It could not be launched. */
        REFUSED,
        /** No test noticed, and the assembler makes the same machine code of it: it is no change. */
        SAME_CODE,
        /** No test noticed. */
        SURVIVED;

        boolean isKilled() {
            return this != SAME_CODE && this != SURVIVED;
        }
    }

    static Outcome killed(Throwable by, String test) {
        if (by instanceof KernelFaultException fault) {
            return new Outcome(fault.kind() == KernelFaultException.Kind.TIME_OUT ? Kind.TIME_OUT : Kind.FAULT, test);
        }
        return new Outcome(by instanceof AssertionError ? Kind.RESULT : Kind.REFUSED, test);
    }
}
