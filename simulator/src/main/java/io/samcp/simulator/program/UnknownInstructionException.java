package io.samcp.simulator.program;

/** An instruction form the engine does not know, or operands that do not fit; caught by {@link Lowerer} and reported with all others. */
final class UnknownInstructionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownInstructionException(String message) {
        super(message, null, false, false);
    }
}
