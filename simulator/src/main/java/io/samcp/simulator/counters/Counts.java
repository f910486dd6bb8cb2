package io.samcp.simulator.counters;

import java.util.Arrays;

/** Values of all counters, which add up. */
public final class Counts {

    private static final int SECTOR = 32;

    private final long[] values = new long[Counter.values().length];

    /** Value of a counter. */
    public long get(Counter counter) {
        return values[counter.ordinal()];
    }

    void add(Counter counter, long value) {
        values[counter.ordinal()] += value;
    }

    void add(Counts other) {
        Arrays.setAll(values, i -> values[i] + other.values[i]);
    }

    /** Lanes that are active in an execution, on average; 0 if there was none. */
    public double activeLanes() {
        return ratio(Counter.LANES, Counter.WARPS);
    }

    /** Sectors of a global request, on average; 0 if there was none. */
    public double sectorsPerRequest() {
        return ratio(Counter.SECTORS, Counter.GLOBAL_REQUESTS);
    }

    /** Share of the bytes in the sectors that lanes asked for, 0 to 1; 0 if there was no request. */
    public double efficiency() {
        return ratio(Counter.USEFUL_BYTES, Counter.SECTORS) / SECTOR;
    }

    /** Bytes in the sectors that were touched. */
    public long sectorBytes() {
        return SECTOR * get(Counter.SECTORS);
    }

    /** Wavefronts that bank conflicts add. */
    public long conflicts() {
        return get(Counter.WAVEFRONTS) - get(Counter.IDEAL_WAVEFRONTS);
    }

    private double ratio(Counter above, Counter below) {
        return get(below) == 0 ? 0 : (double) get(above) / get(below);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counts counts && Arrays.equals(values, counts.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        for (final Counter counter : Counter.values()) {
            if (get(counter) != 0) {
                text.append(text.isEmpty() ? "" : ", ").append(counter.key()).append(' ').append(get(counter));
            }
        }
        return text.toString();
    }
}
