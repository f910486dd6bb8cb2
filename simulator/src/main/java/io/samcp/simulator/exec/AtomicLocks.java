package io.samcp.simulator.exec;

/** Locks that make read-modify-write of one address one step, across the workers of the engine. */
final class AtomicLocks {

    private static final int COUNT = 256;
    private static final Object[] LOCKS = new Object[COUNT];

    static {
        for (int i = 0; i < COUNT; i++) {
            LOCKS[i] = new Object();
        }
    }

    private AtomicLocks() {}

    static Object of(long address) {
        return LOCKS[(int) (address >>> 3) & (COUNT - 1)];
    }
}
