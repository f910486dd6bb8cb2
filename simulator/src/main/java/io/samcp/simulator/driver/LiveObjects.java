package io.samcp.simulator.driver;

/**
 * What the driver holds, for leak checks.
 *
 * @param contexts primary contexts that are retained
 * @param allocations device allocations
 * @param deviceBytes their bytes
 * @param pinned page-locked host allocations
 * @param registered host ranges that were page-locked in place
 * @param modules loaded modules
 * @param links link states
 * @param streams streams
 * @param events events
 * @param graphs graphs
 * @param executables instantiated graphs
 */
public record LiveObjects(long contexts, long allocations, long deviceBytes, long pinned, long registered, long modules, long links,
        long streams, long events, long graphs, long executables) {

    /** Nothing at all. */
    public static final LiveObjects NONE = new LiveObjects(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static final int FIELDS = 11;

    static LiveObjects of(long... fields) {
        return new LiveObjects(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7], fields[8],
                fields[9], fields[10]);
    }
}
