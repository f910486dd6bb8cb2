package io.samcp.simulator.library;

import io.samcp.runtime.LibraryWork;

/** Operations of the CPU device that a library carries out in place of a kernel. */
public interface LibraryOperations {

    /** Whether the library is expected to beat the engine for this operation. */
    boolean prefers(LibraryWork work);

    /** Carries an operation out, on the calling thread and the library's own. */
    void run(LibraryWork work);

    /** One line: what there is, or why there is nothing. */
    String describe();

    /** The library of this machine; it is loaded when it is first asked for. */
    static LibraryOperations open() {
        return new Nd4jOperations();
    }
}
