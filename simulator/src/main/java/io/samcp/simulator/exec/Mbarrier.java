package io.samcp.simulator.exec;

/**
 * The 64 bits of an mbarrier object (PTX ISA 9.7.13.15), whose layout is this engine's own:
 *
 * <pre>
 *  63   62    61 ......... 41  40 ....... 21  20 ........ 1  0
 *  set  phase  bytes, signed    expected       pending        -
 * </pre>
 *
 * <p>A phase ends when no arrival is pending and all bytes that were announced have come.
 */
final class Mbarrier {

    /** Most arrivals of a phase. */
    static final int MOST_ARRIVALS = (1 << 20) - 1;

    private static final int PENDING = 1;
    private static final int EXPECTED = 21;
    private static final int BYTES = 41;
    private static final int BYTE_BITS = 21;
    private static final long SET = 1L << 63;
    private static final long PHASE = 1L << 62;

    private Mbarrier() {}

    /** An object at the beginning of phase 0. */
    static long of(int arrivals) {
        return of(0, 0, arrivals, arrivals);
    }

    private static long of(long phase, long bytes, long expected, long pending) {
        return SET | phase | (bytes & (1L << BYTE_BITS) - 1) << BYTES | expected << EXPECTED | pending << PENDING;
    }

    static boolean isSet(long bits) {
        return (bits & SET) != 0;
    }

    static int pending(long bits) {
        return (int) (bits >>> PENDING) & MOST_ARRIVALS;
    }

    static int expected(long bits) {
        return (int) (bits >>> EXPECTED) & MOST_ARRIVALS;
    }

    /** Bytes that are still to come; negative if they came before they were announced. */
    static int bytes(long bits) {
        return (int) (bits << Long.SIZE - BYTES - BYTE_BITS >> Long.SIZE - BYTE_BITS);
    }

    /** Parity of the phase that is under way. */
    static int parity(long bits) {
        return (bits & PHASE) == 0 ? 0 : 1;
    }

    /** Some arrivals; the next phases expect as many fewer as drop out. */
    static long arrive(long bits, int arrivals, int dropping) {
        return ended(of(bits & PHASE, bytes(bits), expected(bits) - dropping, pending(bits) - arrivals));
    }

    /** More arrivals are pending in this phase. */
    static long addPending(long bits, int arrivals) {
        return of(bits & PHASE, bytes(bits), expected(bits), pending(bits) + arrivals);
    }

    /** Bytes are announced, or with a minus have come. */
    static long addBytes(long bits, int change) {
        return ended(of(bits & PHASE, bytes(bits) + change, expected(bits), pending(bits)));
    }

    private static long ended(long bits) {
        return pending(bits) == 0 && bytes(bits) == 0
                ? of(~bits & PHASE, 0, expected(bits), expected(bits))
                : bits;
    }
}
