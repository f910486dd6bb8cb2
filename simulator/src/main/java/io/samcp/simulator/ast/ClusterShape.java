package io.samcp.simulator.ast;

/**
 * Blocks of a thread block cluster along each axis.
 *
 * @param x along x
 * @param y along y
 * @param z along z
 * @param explicit whether the text asks for clusters
 */
public record ClusterShape(int x, int y, int z, boolean explicit) {

    /** Without clusters every block is one of its own. */
    public static final ClusterShape NONE = new ClusterShape(1, 1, 1, false);
    /** Clusters whose size only the launch could give. */
    public static final ClusterShape OPEN = new ClusterShape(0, 0, 0, true);

    /** Blocks of a cluster. */
    public int blocks() {
        return x * y * z;
    }

    @Override
    public String toString() {
        return x + "x" + y + "x" + z;
    }
}
