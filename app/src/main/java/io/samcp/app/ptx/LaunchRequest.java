package io.samcp.app.ptx;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.assembler.Architecture;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A launch someone asks for.
 *
 * @param file PTX file
 * @param kernel entry; null for the only one
 * @param geometry grid, block and dynamic shared memory
 * @param architecture whose launch limits count
 * @param checks what is watched
 * @param instructionLimit instructions a warp may take
 * @param arguments in the order of the entry's parameters
 * @param counted whether what it does is counted
 */
public record LaunchRequest(Path file, String kernel, LaunchGeometry geometry, Architecture architecture, Set<Check> checks,
        long instructionLimit, List<NamedArgument> arguments, boolean counted) {

    /** Instructions a warp may take unless something else is asked for. */
    public static final long DEFAULT_LIMIT = 200_000_000;

    /** Grid and block from lists of one to three numbers.
     *
     * @throws PtxInputException if no GPU could launch that
     */
    public static LaunchGeometry geometry(String where, List<Integer> grid, List<Integer> block, int shared) {
        try {
            return new LaunchGeometry(at(grid, 0), at(grid, 1), at(grid, 2), at(block, 0), at(block, 1), at(block, 2), shared);
        } catch (IllegalArgumentException e) {
            throw new PtxInputException(where + ": " + e.getMessage(), e);
        }
    }

    private static int at(List<Integer> list, int index) {
        return index < list.size() ? list.get(index) : 1;
    }
}
