package io.samcp.runtime.assembler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class OccupancyTest {

    @Test
    void threadsLimitSmallKernels() {
        assertEquals(new Occupancy(8, 64, 100, Occupancy.Limit.THREADS), Occupancy.of(Architecture.SM_90, 256, 32, 0));
        assertEquals(new Occupancy(6, 48, 100, Occupancy.Limit.THREADS), Occupancy.of(Architecture.SM_86, 256, 40, 0));
    }

    @Test
    void registersLimitHeavyKernels() {
        assertEquals(new Occupancy(2, 16, 25, Occupancy.Limit.REGISTERS), Occupancy.of(Architecture.SM_90, 256, 128, 0));
    }

    @Test
    void sharedMemoryLimitsLargeTiles() {
        assertEquals(new Occupancy(2, 8, 12, Occupancy.Limit.SHARED_MEMORY), Occupancy.of(Architecture.SM_90, 128, 32, 100_000));
    }

    @Test
    void blocksLimitTinyOnes() {
        assertEquals(new Occupancy(16, 16, 33, Occupancy.Limit.BLOCKS), Occupancy.of(Architecture.SM_86, 32, 16, 0));
    }
}
