package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a block's {@code cp.async.bulk} instructions have under way, and the arrivals at mbarriers that copies bring about. As with {@code cp.async}, bytes
 * land as late as can be: those for shared memory when a thread asks for the mbarrier that counts them, those for global memory when
 * the thread that copies waits for its group.
 */
public final class BulkCopies {

    private static final int UNIT = 16;

    /** Something that happens when a thread asks for an mbarrier. */
    private sealed interface Pending {
        long mbarrier();
    }

    /** A copy to shared memory. */
    private record Inward(long mbarrier, Warp warp, int lane, int pc, MemoryAccess write, long from, long to, int bytes)
            implements
                Pending {}

    /** {@code cp.async.mbarrier.arrive}: an arrival when the thread's copies of before have landed. */
    private record Arrival(long mbarrier, Warp warp, int lane) implements Pending {}

    /** A copy to global memory. */
    private record Outward(Warp warp, int lane, int pc, MemoryAccess write, long from, long to, int bytes, int group) {}

    private final List<Pending> pending = new ArrayList<>();
    private final List<Outward> outward = new ArrayList<>();
    /** Groups closed, by thread. */
    private final Map<Integer, Integer> closed = new HashMap<>();

    void reset() {
        pending.clear();
        outward.clear();
        closed.clear();
    }

    /**
     * A {@code cp.async.bulk} instruction.
     *
     * @param read of a unit of the source
     * @param write of a unit of the target
     * @param size slot of the number of bytes
     */
    public record Form(MemoryAccess read, MemoryAccess write, int size) {}

    /** To shared memory; {@code mbarrier} is told of the bytes. */
    public static void inward(Form form, MemoryAccess mbarrier, Warp w, int m) {
        for (int lane = 0; lane < Warp.LANES; lane++) {
            if ((m >>> lane & 1) != 0) {
                final long counter = mbarrier.locate(w, 1 << lane)[lane];
                final int bytes = size(form, w, lane);
                final long to = form.write().locateRange(w, lane, bytes);
                final long from = form.read().resolveRange(w, lane, bytes);
                if (w.block.watch != null) {
                    w.block.watch.copying(w, lane, to, bytes);
                }
                w.block.bulk.pending.add(new Inward(counter, w, lane, w.pc, form.write(), from, to, bytes));
            }
        }
    }

    /** To global memory. */
    public static void outward(Form form, Warp w, int m) {
        for (int lane = 0; lane < Warp.LANES; lane++) {
            if ((m >>> lane & 1) != 0) {
                final int bytes = size(form, w, lane);
                final long to = form.write().locateRange(w, lane, bytes);
                final long from = form.read().resolveRange(w, lane, bytes);
                w.block.bulk.outward.add(
                        new Outward(w, lane, w.pc, form.write(), from, to, bytes, w.block.bulk.closed.getOrDefault(thread(w, lane), 0)));
            }
        }
    }

    private static int thread(Warp w, int lane) {
        return w.index * Warp.LANES + lane;
    }

    private static int size(Form form, Warp w, int lane) {
        final int bytes = w.i[form.size() + lane];
        if (bytes < 0 || bytes % UNIT != 0) {
            throw Faults.at(w, lane, Kind.MISALIGNED,
                    "cp.async.bulk of " + Integer.toUnsignedString(bytes) + " bytes: not a multiple of " + UNIT);
        }
        return bytes;
    }

    /** {@code cp.async.bulk.commit_group}. */
    public static void commit(Warp w, int m) {
        for (int lane = 0; lane < Warp.LANES; lane++) {
            if ((m >>> lane & 1) != 0) {
                w.block.bulk.closed.merge(thread(w, lane), 1, Integer::sum);
            }
        }
    }

    /** {@code cp.async.bulk.wait_group}: all but the latest {@code left} groups land. */
    public static void waitGroup(Warp w, int left, int m) {
        final BulkCopies bulk = w.block.bulk;
        for (final Iterator<Outward> all = bulk.outward.iterator(); all.hasNext();) {
            final Outward copy = all.next();
            if (copy.warp() == w && (m >>> copy.lane() & 1) != 0
                    && copy.group() < bulk.closed.getOrDefault(thread(w, copy.lane()), 0) - left) {
                all.remove();
                land(w, copy.lane(), copy.pc(), copy.write(), copy.to(), copy.bytes());
                Native.copy(copy.from(), copy.to(), copy.bytes());
            }
        }
    }

    /** {@code cp.async.mbarrier.arrive}. */
    static void arriveLater(Warp w, int lane, long mbarrier) {
        w.block.bulk.pending.add(new Arrival(mbarrier, w, lane));
    }

    /** Whether anything would happen for an mbarrier. */
    boolean isIdle() {
        return pending.isEmpty();
    }

    /** A thread asks for an mbarrier: what it counts happens now. */
    void happen(long mbarrier) {
        for (final Iterator<Pending> all = pending.iterator(); all.hasNext();) {
            final Pending next = all.next();
            if (next.mbarrier() != mbarrier) {
                continue;
            }
            all.remove();
            switch (next) {
                case Inward copy -> {
                    land(copy.warp(), copy.lane(), copy.pc(), copy.write(), copy.to(), copy.bytes());
                    Native.copy(copy.from(), copy.to(), copy.bytes());
                    MbarrierOps.come(copy.warp(), copy.lane(), mbarrier, copy.bytes());
                }
                case Arrival arrival -> {
                    AsyncCopies.waitAll(arrival.warp(), 1 << arrival.lane());
                    MbarrierOps.arrived(arrival.warp(), arrival.lane(), mbarrier);
                }
            }
        }
    }

    /** The watch sees the bytes land, as if the thread that copies had written them. */
    private static void land(Warp w, int lane, int pc, MemoryAccess write, long to, int bytes) {
        if (w.block.watch == null) {
            return;
        }
        w.block.watch.landing(w, to, bytes);
        final long[] at = new long[Warp.LANES];
        final int now = w.pc;
        w.pc = pc;
        for (int b = 0; b < bytes; b += UNIT) {
            at[lane] = to + b;
            w.block.watch.access(w, write, 1 << lane, at);
        }
        w.pc = now;
    }
}
