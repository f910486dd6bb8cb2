package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Cost;
import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.LaunchCounters;

/** Counts of feed-forward kernels against their floors. */
final class FeedForwardCounts {

    /** A counter has four bytes of a sector. */
    private static final int UNUSED_OF_COUNTER = 28;

    private FeedForwardCounts() {}

    /** Bytes of global memory, each once, and operations are those of the floor, but for what the caller grants. */
    static void closeTo(Cost floor, LaunchCounters counted, long moreBytes, double slack) {
        assertTrue(counted.distinctBytes() >= floor.bytes(), "bytes: floor " + floor.bytes() + ", counted " + counted.distinctBytes());
        assertTrue(counted.distinctBytes() <= floor.bytes() + moreBytes,
                "bytes: floor " + floor.bytes() + " + " + moreBytes + ", counted " + counted.distinctBytes());
        assertTrue(counted.flops() >= floor.flops(), "flops: floor " + floor.flops() + ", counted " + counted.flops());
        assertTrue(counted.flops() <= slack * floor.flops(), "flops: floor " + floor.flops() + ", counted " + counted.flops());
    }

    /** No request to shared memory waits for another one's bank, and all bytes of all sectors are asked for, those of counters aside. */
    static void wastesNothing(String what, LaunchCounters counted, int counterRequests) {
        assertEquals(0, counted.total().conflicts(), what + ": bank conflicts");
        assertTrue(counted.total().get(Counter.SHARED_REQUESTS) > 0, what + ": requests to shared memory");
        assertEquals(counted.total().sectorBytes(), counted.total().get(Counter.USEFUL_BYTES) + (long) counterRequests * UNUSED_OF_COUNTER,
                what + ": bytes of sectors");
    }
}
