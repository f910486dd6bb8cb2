package io.samcp.runtime;

/**
 * Where a kernel did something it must not.
 *
 * @param kernel its entry
 * @param line line of the PTX text, from 1
 * @param instruction that line
 * @param block block in the grid, x y z
 * @param thread thread in the block, x y z
 */
public record FaultSite(String kernel, int line, String instruction, Index block, Index thread) {

    /**
     * A place in a grid or a block.
     *
     * @param x fastest
     * @param y next
     * @param z slowest
     */
    public record Index(int x, int y, int z) {
        @Override
        public String toString() {
            return "(" + x + "," + y + "," + z + ")";
        }
    }

    @Override
    public String toString() {
        return kernel + ", line " + line + " '" + instruction + "', block " + block + ", thread " + thread;
    }
}
