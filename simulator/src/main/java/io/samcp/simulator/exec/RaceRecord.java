package io.samcp.simulator.exec;

/**
 * One access in a word.
 *
 * <pre>
 *  63      53 52       32 31  30          0
 * | thread+1 |   step    |strong|  time   |
 * </pre>
 */
final class RaceRecord {

    private static final int THREAD_SHIFT = 53;
    private static final int STEP_SHIFT = 32;
    private static final int STEP_MASK = (1 << THREAD_SHIFT - STEP_SHIFT) - 1;
    private static final long STRONG = 1L << 31;
    private static final int TIME_MASK = Integer.MAX_VALUE;

    private RaceRecord() {}

    static long of(int thread, int step, boolean strong, int time) {
        return (long) (thread + 1) << THREAD_SHIFT | (long) step << STEP_SHIFT | (strong ? STRONG : 0) | time;
    }

    static int thread(long record) {
        return (int) (record >>> THREAD_SHIFT) - 1;
    }

    static int step(long record) {
        return (int) (record >>> STEP_SHIFT) & STEP_MASK;
    }

    static boolean isStrong(long record) {
        return (record & STRONG) != 0;
    }

    static int time(long record) {
        return (int) record & TIME_MASK;
    }
}
