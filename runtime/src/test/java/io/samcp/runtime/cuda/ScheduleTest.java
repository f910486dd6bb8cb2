package io.samcp.runtime.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.MemoryAccess.Range;
import io.samcp.runtime.MemoryAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScheduleTest {

    /** Reads and writes of whole cells of 16 bytes. */
    private static MemoryAccess access(List<Integer> reads, List<Integer> writes) {
        return new MemoryAccess(reads.stream().map(ScheduleTest::cell).toList(), writes.stream().map(ScheduleTest::cell).toList());
    }

    private static Range cell(int i) {
        return new Range(16L * i, 16L * i + 16);
    }

    @Test
    void aChainStaysOnOneLane() {
        final List<MemoryAccess> chain = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            chain.add(access(List.of(i), List.of(i + 1)));
        }
        final Schedule schedule = Schedule.of(chain, 4);
        assertEquals(1, schedule.lanes());
        assertTrue(schedule.steps().stream().allMatch(s -> s.waits().isEmpty()), schedule.toString());
    }

    @Test
    void independentStepsGetLanesOfTheirOwn() {
        final Schedule schedule = Schedule.of(
                List.of(access(List.of(0), List.of(1)), access(List.of(0), List.of(2)), access(List.of(1, 2), List.of(3))), 4);
        assertEquals(2, schedule.lanes());
        assertEquals(1, schedule.steps().get(2).waits().size(), "the join waits for the other branch: " + schedule);
    }

    @Test
    void aReaderHoldsBackTheNextWriter() {
        final Schedule schedule = Schedule.of(
                List.of(access(List.of(), List.of(0)), access(List.of(0), List.of(1)), access(List.of(0), List.of(2)),
                        access(List.of(), List.of(0))),
                4);
        assertOrdered(schedule, List.of(access(List.of(), List.of(0)), access(List.of(0), List.of(1)), access(List.of(0), List.of(2)),
                access(List.of(), List.of(0))));
    }

    @Test
    void usesNoMoreLanesThanAllowed() {
        final List<MemoryAccess> wide = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            wide.add(access(List.of(100), List.of(i)));
        }
        assertEquals(3, Schedule.of(wide, 3).lanes());
        assertEquals(1, Schedule.of(wide, 1).lanes());
    }

    @Test
    void ordersEveryConflictOfRandomWork() {
        final Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            final List<MemoryAccess> work = new ArrayList<>();
            final int cells = 2 + random.nextInt(30);
            for (int i = 0; i < 60; i++) {
                final List<Integer> reads = random.ints(random.nextInt(4), 0, cells).boxed().toList();
                work.add(access(reads, List.of(random.nextInt(cells))));
            }
            assertOrdered(Schedule.of(work, 1 + random.nextInt(5)), work);
        }
    }

    /** Follows lane order and waits, and nothing else. */
    private static void assertOrdered(Schedule schedule, List<MemoryAccess> work) {
        final List<BitSet> before = new ArrayList<>();
        final int[] tail = new int[schedule.lanes()];
        Arrays.fill(tail, -1);
        for (int i = 0; i < work.size(); i++) {
            final BitSet earlier = new BitSet();
            final Schedule.Step step = schedule.steps().get(i);
            if (tail[step.lane()] >= 0) {
                earlier.or(before.get(tail[step.lane()]));
                earlier.set(tail[step.lane()]);
            }
            for (final int wait : step.waits()) {
                assertTrue(wait < i, "step " + i + " waits for a later one");
                assertTrue(schedule.isAwaited(wait), "step " + wait + " gets an event");
                earlier.or(before.get(wait));
                earlier.set(wait);
            }
            for (int j = 0; j < i; j++) {
                if (work.get(i).conflictsWith(work.get(j))) {
                    assertTrue(earlier.get(j), "step " + i + " must follow step " + j + ": " + schedule);
                }
            }
            before.add(earlier);
            tail[step.lane()] = i;
        }
    }
}
