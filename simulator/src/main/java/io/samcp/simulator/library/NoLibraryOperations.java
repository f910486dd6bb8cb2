package io.samcp.simulator.library;

import io.samcp.runtime.LibraryWork;

/**
 * No library: everything runs as PTX.
 *
 * @param reason why, one line
 */
record NoLibraryOperations(String reason) implements LibraryOperations {

    @Override
    public boolean prefers(LibraryWork work) {
        return false;
    }

    @Override
    public void run(LibraryWork work) {
        throw new IllegalStateException(work.label() + ": no library operations: " + reason);
    }

    @Override
    public String describe() {
        return "no library operations: " + reason;
    }
}
