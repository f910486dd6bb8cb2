package io.samcp.test.mutation;

/**
 * A kernel's text with one change.
 *
 * @param operator kind of the change
 * @param line where, from 1
 * @param original the instruction as it was
 * @param mutated as it is; empty if it is gone
 * @param occurrence which of several equal changes of equal instructions, from 1
 * @param text the whole text
 */
record Mutant(Operator operator, int line, String original, String mutated, int occurrence, String text) {

    /** Kinds of changes. */
    enum Operator {
        ARITHMETIC,
        COMPARISON,
        CONSTANT,
        REGISTER,
        ADDRESS,
        BARRIER,
        PREDICATE,
        WIDTH,
        ROUNDING
    }

    /** Names it whatever line it is on. */
    String id() {
        return operator + ": " + original + " => " + (mutated.isEmpty() ? "nothing" : mutated) + (occurrence > 1 ? " #" + occurrence : "");
    }
}
