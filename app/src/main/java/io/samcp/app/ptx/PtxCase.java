package io.samcp.app.ptx;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A launch with what it should give.
 *
 * @param name in the report
 * @param file PTX file
 * @param kernel entry
 * @param geometry grid, block and dynamic shared memory
 * @param checks what is watched
 * @param arguments in the order of the entry's parameters
 * @param results what buffers should hold
 * @param tolerance allowed difference of an element, relative above 1
 * @param expect {@code ok} or the name of the fault that should be found
 */
public record PtxCase(String name, Path file, String kernel, LaunchGeometry geometry, Set<Check> checks, List<Argument> arguments,
        List<ExpectedResult> results, double tolerance, String expect) {

    /** An argument; its file is not read yet. */
    sealed interface Argument {

        /** A value. */
        record Value(NamedArgument argument) implements Argument {}

        /**
         * A buffer.
         *
         * @param name of the result; null if there is none
         * @param file initial bytes, or null for zeros
         * @param bytes size if there is no file
         */
        record Buffer(String name, Path file, long bytes) implements Argument {}
    }
}
