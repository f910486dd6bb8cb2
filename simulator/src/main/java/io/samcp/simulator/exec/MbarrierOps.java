package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;

/**
 * Instructions on mbarrier objects in shared memory. A thread that asks in vain whether a phase has ended gives the other warps their turn.
 */
public final class MbarrierOps {

    private static final int BYTES = 8;
    /** What watches see when a copy signals its mbarrier. */
    private static final MemoryAccess SIGNAL = new MemoryAccess(MemoryAccess.Space.SHARED, BYTES, true,
            MemoryAccess.Ordering.ATOMIC_ACQUIRE_RELEASE, false, 0, 0);

    private MbarrierOps() {}

    /** How a thread arrives. */
    public enum Arriving {
        /** It may end the phase. */
        PLAIN,
        /** It must not end the phase. */
        WITHOUT_END,
        /** It takes no part in later phases. */
        DROPPING
    }

    /** {@code mbarrier.init}; {@code arrivals} is a slot. */
    public static void init(MemoryAccess access, Warp w, int arrivals, int m) {
        final long[] at = access.resolve(w, m);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final int count = w.i[arrivals + k];
                if (count < 1 || count > Mbarrier.MOST_ARRIVALS) {
                    fault(w, k,
                            "mbarrier of " + Integer.toUnsignedString(count) + " arrivals: 1 to " + Mbarrier.MOST_ARRIVALS
                                    + " are possible");
                }
                Native.putLong(at[k], Mbarrier.of(count));
            }
        }
    }

    /** {@code mbarrier.inval}. */
    public static void invalidate(MemoryAccess access, Warp w, int m) {
        final long[] at = access.resolve(w, m);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                bits(w, k, at[k]);
                Native.putLong(at[k], 0);
            }
        }
    }

    /**
     * {@code mbarrier.arrive}, {@code arrive_drop}.
     *
     * @param d slot of the state, or -1
     * @param count slot of the number of arrivals, or -1: one
     * @param bytes slot of the bytes to announce before, or -1
     */
    public static void arrive(MemoryAccess access, Arriving how, Warp w, int d, int count, int bytes, int m) {
        final long[] at = access.resolve(w, m);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final long before = bits(w, k, at[k]);
                final int arrivals = count < 0 ? 1 : w.i[count + k];
                if (arrivals < 1 || arrivals > Mbarrier.pending(before)) {
                    fault(w, k, Integer.toUnsignedString(arrivals) + " arrivals at an mbarrier that waits for "
                            + Mbarrier.pending(before) + " in this phase");
                }
                if (how == Arriving.WITHOUT_END && arrivals == Mbarrier.pending(before)) {
                    fault(w, k, "arrive.noComplete would end the phase of the mbarrier");
                }
                final long announced = bytes < 0 ? before : Mbarrier.addBytes(before, w.i[bytes + k]);
                Native.putLong(at[k], Mbarrier.arrive(announced, arrivals, how == Arriving.DROPPING ? arrivals : 0));
                if (d >= 0) {
                    w.l[d + k] = before;
                }
            }
        }
    }

    /** {@code mbarrier.expect_tx} and, with a negative sign, {@code complete_tx}. */
    public static void addBytes(MemoryAccess access, int sign, Warp w, int bytes, int m) {
        final long[] at = access.resolve(w, m);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                Native.putLong(at[k], Mbarrier.addBytes(bits(w, k, at[k]), sign * w.i[bytes + k]));
            }
        }
    }

    /** {@code cp.async.mbarrier.arrive}: an arrival when the thread's copies have landed; {@code counted} if the phase waits for it already. */
    public static void arriveLater(MemoryAccess access, boolean counted, Warp w, int m) {
        final long[] at = access.resolve(w, m);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final long before = bits(w, k, at[k]);
                if (!counted) {
                    Native.putLong(at[k], Mbarrier.addPending(before, 1));
                }
                BulkCopies.arriveLater(w, k, at[k]);
            }
        }
    }

    /**
     * {@code mbarrier.test_wait} and {@code try_wait}: lanes whose phase has ended.
     *
     * @param asking access that only looks
     * @param seeing access that also sees what those who arrived did before
     * @param state slot of a state or, {@code parity}, of a phase's parity
     */
    public static int ended(MemoryAccess asking, MemoryAccess seeing, Warp w, int state, boolean parity, int m) {
        final long[] at = asking.resolve(w, m);
        int ended = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                if (!w.block.bulk.isIdle()) {
                    w.block.bulk.happen(at[k]);
                }
                final int asked = parity ? w.i[state + k] & 1 : Mbarrier.parity(w.l[state + k]);
                ended |= Mbarrier.parity(bits(w, k, at[k])) != asked ? 1 << k : 0;
            }
        }
        if (ended != 0) {
            seeing.resolve(w, ended);
        }
        if (ended != m) {
            w.barrier = Warp.YIELDS;
        }
        return ended;
    }

    /** {@code mbarrier.pending_count}. */
    public static void pendingCount(Warp w, int d, int state, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.i[d + k] = Mbarrier.pending(w.l[state + k]);
            }
        }
    }

    /** Bytes that a copy announced have come. */
    static void come(Warp w, int lane, long at, int bytes) {
        signal(w, lane, at);
        Native.putLong(at, Mbarrier.addBytes(bits(w, lane, at), -bytes));
    }

    /** The arrival that a thread's copies bring about. */
    static void arrived(Warp w, int lane, long at) {
        signal(w, lane, at);
        Native.putLong(at, Mbarrier.arrive(bits(w, lane, at), 1, 0));
    }

    private static void signal(Warp w, int lane, long address) {
        if (w.block.watch != null) {
            final long[] at = new long[Warp.LANES];
            at[lane] = address;
            w.block.watch.access(w, SIGNAL, 1 << lane, at);
        }
    }

    private static long bits(Warp w, int lane, long at) {
        final long bits = Native.getLong(at);
        if (!Mbarrier.isSet(bits)) {
            final Cluster cluster = w.block.cluster;
            fault(w, lane, "no mbarrier at " + (cluster.isShared(at) ? cluster.place(w.block, at) : "address 0x" + Long.toHexString(at))
                    + ": nothing has initialised it");
        }
        return bits;
    }

    private static void fault(Warp w, int lane, String what) {
        if (w.block.checksBarriers) {
            throw Faults.at(w, lane, Kind.BARRIER, what);
        }
    }

    /** What to say when all warps of some blocks ask for phases that only they could end. */
    static RuntimeException deadlock(Block[] blocks) {
        for (final Block block : blocks) {
            for (final Warp w : block.warps) {
                if (w.live != 0 && w.barrier == Warp.YIELDS) {
                    w.pc--; // the instruction that asked
                    return Faults.atFirst(w, w.mask, Kind.BARRIER, "deadlock: the phase of the mbarrier never ends");
                }
            }
        }
        throw new IllegalStateException("no warp asks");
    }
}
