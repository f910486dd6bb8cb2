package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;
import java.lang.foreign.MemorySegment;

/**
 * One load or store of the program: finds and checks the native address of every active lane. A lane's address must lie wholly inside
 * memory the launch may touch, and be a multiple of the access size.
 */
public final class MemoryAccess {

    /** State spaces. */
    public enum Space {
        GLOBAL,
        SHARED,
        /** Shared memory of any block of the cluster. */
        CLUSTER,
        LOCAL,
        PARAM,
        GENERIC
    }

    /** What an access means to threads that use the same memory. */
    public enum Ordering {
        /** An ordinary one: others must be kept apart from it by barriers. */
        WEAK,
        /** Volatile or relaxed, alone or after a fence. */
        STRONG,
        /** Strong, and sees what the thread it reads from wrote before. */
        ACQUIRE,
        /** Strong, and shows what this thread wrote before. */
        RELEASE,
        /** Reads, changes and writes in one step. */
        ATOMIC,
        /** An atomic that acquires and releases. */
        ATOMIC_ACQUIRE_RELEASE
    }

    /** Generic addresses of shared memory begin here, with what the system keeps of it. */
    public static final long SHARED_WINDOW = 1L << 60;
    /** Generic addresses of local memory begin here. */
    public static final long LOCAL_WINDOW = 2L << 60;

    /** Generic addresses of the parameters begin here. */
    public static final long PARAM_WINDOW = 3L << 60;

    private static final long WINDOW = 15L << 60;

    /** Address in shared memory of the block's first byte. */
    private static final long SHARED_START = LaunchLimits.RESERVED_SHARED_BYTES;

    /** Size of the largest access. */
    static final int MAX_BYTES = 16;

    private final Space space;
    private final int bytes;
    private final boolean write;
    private final Ordering ordering;
    private final boolean wideBase;
    private final int base;
    private final long offset;
    /** Range found last; a hint only, so a race between workers does no harm. */
    private int hint;

    /**
     * An access.
     *
     * @param space state space
     * @param bytes size of the whole access per lane
     * @param write whether it writes
     * @param ordering what it means to other threads
     * @param wideBase whether the base register has 64 bits
     * @param base slot of the base register
     * @param offset added to it
     */
    public MemoryAccess(Space space, int bytes, boolean write, Ordering ordering, boolean wideBase, int base, long offset) {
        this.space = space;
        this.bytes = bytes;
        this.write = write;
        this.ordering = ordering;
        this.wideBase = wideBase;
        this.base = base;
        this.offset = offset;
    }

    /** Bytes per lane. */
    int bytes() {
        return bytes;
    }

    /** Whether it writes. */
    boolean writes() {
        return write;
    }

    /** Whether it reads. */
    boolean reads() {
        return !write || isAtomic();
    }

    /** Whether it reads and writes in one step. */
    boolean isAtomic() {
        return ordering == Ordering.ATOMIC || ordering == Ordering.ATOMIC_ACQUIRE_RELEASE;
    }

    /** What it means to other threads. */
    Ordering ordering() {
        return ordering;
    }

    /** Native addresses of the active lanes, by lane; valid until the next call for the same block. The watch sees the access. */
    long[] resolve(Warp w, int m) {
        final long[] at = locate(w, m);
        if (w.block.watch != null) {
            w.block.watch.access(w, this, m, at);
        }
        return at;
    }

    /** The same for an access that happens later: checked, but not seen by the watch. */
    long[] locate(Warp w, int m) {
        final long[] at = w.block.address;
        if (wideBase) {
            for (int k = 0; k < Warp.LANES; k++) {
                at[k] = w.l[base + k] + offset;
            }
        } else {
            for (int k = 0; k < Warp.LANES; k++) {
                at[k] = (w.i[base + k] & 0xFFFFFFFFL) + offset;
            }
        }
        check(w, m, at);
        return at;
    }

    /**
     * A range of one thread that begins where this access does, checked piece by piece; the watch sees nothing of it.
     *
     * @return its native address
     */
    long locateRange(Warp w, int lane, int length) {
        final long[] at = w.block.address;
        final long start = (wideBase ? w.l[base + lane] : w.i[base + lane] & 0xFFFFFFFFL) + offset;
        long first = 0;
        for (int done = 0; done < length; done += bytes) {
            at[lane] = start + done;
            check(w, 1 << lane, at);
            first = done == 0 ? at[lane] : first;
        }
        return first;
    }

    /** The same; the watch sees every piece. */
    long resolveRange(Warp w, int lane, int length) {
        final long first = locateRange(w, lane, length);
        if (w.block.watch != null) {
            for (int done = 0; done < length; done += bytes) {
                w.block.address[lane] = first + done;
                w.block.watch.access(w, this, 1 << lane, w.block.address);
            }
        }
        return first;
    }

    private void check(Warp w, int m, long[] at) {
        switch (space) {
            case GLOBAL -> {
                if (m != Warp.ALL || !wholeGlobal(w, at)) {
                    global(w, m, at);
                }
            }
            case SHARED -> {
                if (m != Warp.ALL || !wholeShared(w, at)) {
                    shared(w, m, at);
                }
            }
            case CLUSTER -> cluster(w, m, at);
            case LOCAL -> local(w, m, at);
            case PARAM -> param(w, m, at);
            case GENERIC -> generic(w, m, at);
        }
    }

    /** The frequent case without branches: a whole warp inside one range. False if it is not that; {@code at} is as it was then. */
    private boolean wholeGlobal(Warp w, long[] at) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        long bits = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            low = Math.min(low, at[k]);
            high = Math.max(high, at[k]);
            bits |= at[k];
        }
        if ((bits & bytes - 1) != 0 || high > Long.MAX_VALUE - bytes) {
            return false;
        }
        final int range = w.block.launch.ranges.find(low, high + bytes, write, hint);
        if (range >= 0) {
            hint = range;
        }
        return range >= 0;
    }

    /** The same for shared memory. */
    private boolean wholeShared(Warp w, long[] at) {
        final long last = SHARED_START + w.block.sharedBytes - bytes;
        final long start = w.block.sharedStart - SHARED_START;
        long outside = 0;
        long bits = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            outside |= at[k] | at[k] - SHARED_START | last - at[k];
            bits |= at[k];
        }
        if (outside < 0 || (bits & bytes - 1) != 0) {
            return false;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            at[k] += start;
        }
        return true;
    }

    /** Whether the lanes' addresses lie side by side, {@code stride} bytes apart. */
    static boolean sideBySide(long[] at, int stride) {
        final long first = at[0];
        long apart = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            apart |= at[k] - first - (long) k * stride;
        }
        return apart == 0;
    }

    private void global(Warp w, int m, long[] at) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        long bits = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                low = Math.min(low, at[k]);
                high = Math.max(high, at[k]);
                bits |= at[k];
            }
        }
        if ((bits & bytes - 1) != 0 && w.block.checksAlignment) {
            misaligned(w, m, at);
        }
        final int range = high > Long.MAX_VALUE - bytes ? -1 : w.block.launch.ranges.find(low, high + bytes, write, hint);
        if (range >= 0) {
            hint = range;
        } else {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0
                        && (at[k] > Long.MAX_VALUE - bytes || w.block.launch.ranges.find(at[k], at[k] + bytes, write, hint) < 0)) {
                    at[k] = outsideGlobal(w, k, at[k]);
                }
            }
        }
    }

    private void shared(Warp w, int m, long[] at) {
        final long size = w.block.sharedBytes;
        final long start = w.block.sharedStart - SHARED_START;
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                if ((at[k] & bytes - 1) != 0 && w.block.checksAlignment) {
                    throw misalignedShared(w, k, at[k]);
                }
                if (at[k] < SHARED_START || at[k] > SHARED_START + size - bytes) {
                    at[k] = outside(w, k, outsideShared(at[k], size));
                } else {
                    at[k] += start;
                }
            }
        }
    }

    private RuntimeException misalignedShared(Warp w, int lane, long address) {
        return Faults.at(w, lane, Kind.MISALIGNED, "misaligned " + words() + " at offset " + (address - SHARED_START)
                + " of shared memory");
    }

    private void cluster(Warp w, int m, long[] at) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                at[k] = inCluster(w, k, at[k]);
            }
        }
    }

    private long inCluster(Warp w, int lane, long address) {
        final Block[] blocks = w.block.cluster.blocks;
        final long rank = ClusterWindow.rank(address);
        if (rank < ClusterWindow.OWN || rank >= blocks.length) {
            return outside(w, lane,
                    "outside shared memory: address 0x" + Long.toHexString(address) + ", which is that of no block of the cluster");
        }
        final Block target = rank == ClusterWindow.OWN ? w.block : blocks[(int) rank];
        final long within = rank == ClusterWindow.OWN ? address : ClusterWindow.within(address);
        if ((within & bytes - 1) != 0 && w.block.checksAlignment) {
            throw misalignedShared(w, lane, within);
        }
        if (within < SHARED_START || within > SHARED_START + target.sharedBytes - bytes) {
            return outside(w, lane, outsideShared(within, target.sharedBytes) + (target == w.block ? "" : " of block " + target.place()));
        }
        if (target.ended) {
            return outside(w, lane, "at offset " + (within - SHARED_START) + " of the shared memory of block " + target.place()
                    + ", which has ended");
        }
        return within - SHARED_START + target.sharedStart;
    }

    private static String outsideShared(long address, long size) {
        return ClusterWindow.rank(address) > ClusterWindow.OWN
                ? "outside shared memory: address 0x" + Long.toHexString(address) + " is one of another block, for .shared::cluster"
                : address >= 0 && address < SHARED_START
                        ? "before shared memory: address " + address + ", but the block's " + size + " bytes begin at " + SHARED_START
                        : "outside shared memory: offset " + (address - SHARED_START) + " of " + size + " bytes";
    }

    private void local(Warp w, int m, long[] at) {
        final int size = w.block.program.localBytes();
        final int stride = w.block.program.localStride();
        final long start = w.block.local.address() + (long) w.index * Warp.LANES * stride;
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                if ((at[k] & bytes - 1) != 0 && w.block.checksAlignment) {
                    misaligned(w, m, at);
                }
                if (at[k] < 0 || at[k] > size - bytes) {
                    at[k] = outside(w, k, "outside local memory: offset " + at[k] + " of " + size + " bytes");
                } else {
                    at[k] += start + (long) k * stride;
                }
            }
        }
    }

    private void param(Warp w, int m, long[] at) {
        final MemorySegment block = w.block.launch.parameterBlock();
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                if ((at[k] & bytes - 1) != 0 && w.block.checksAlignment) {
                    misaligned(w, m, at);
                }
                if (write || at[k] < 0 || at[k] > block.byteSize() - bytes) {
                    at[k] = outside(w, k, "outside the parameters: offset " + at[k] + " of " + block.byteSize() + " bytes");
                } else {
                    at[k] += block.address();
                }
            }
        }
    }

    /** The window that a generic address lies in; 0: global memory. */
    static long window(long address) {
        return address & WINDOW;
    }

    private void generic(Warp w, int m, long[] at) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) == 0) {
                continue;
            }
            final long window = window(at[k]);
            final int lane = 1 << k;
            if (window == SHARED_WINDOW) {
                at[k] -= SHARED_WINDOW;
                cluster(w, lane, at);
            } else if (window == LOCAL_WINDOW) {
                at[k] -= LOCAL_WINDOW;
                local(w, lane, at);
            } else if (window == PARAM_WINDOW) {
                at[k] -= PARAM_WINDOW;
                param(w, lane, at);
            } else {
                global(w, lane, at);
            }
        }
    }

    /** The same access with another meaning to other threads. */
    public MemoryAccess with(Ordering other) {
        return new MemoryAccess(space, bytes, write, other, wideBase, base, offset);
    }

    /** The same access a byte at a time: byte {@code number} of it. */
    MemoryAccess byteAt(int number) {
        return new MemoryAccess(space, 1, write, ordering, wideBase, base, offset + number);
    }

    private void misaligned(Warp w, int m, long[] at) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0 && (at[k] & bytes - 1) != 0) {
                throw Faults.at(w, k, Kind.MISALIGNED, "misaligned " + words() + " at address 0x" + Long.toHexString(at[k]));
            }
        }
    }

    /** Faults, or says where an access goes instead if nobody checks it. */
    private long outsideGlobal(Warp w, int lane, long address) {
        return outside(w, lane, address == 0
                ? "at null address 0x0"
                : "out of bounds at address 0x" + Long.toHexString(address) + ": " + w.block.launch.ranges.describe(address, bytes, write));
    }

    private long outside(Warp w, int lane, String where) {
        if (w.block.checksBounds) {
            throw Faults.at(w, lane, Kind.OUT_OF_BOUNDS, words() + " " + where);
        }
        return w.block.nowhere.address() + (write ? MAX_BYTES : 0);
    }

    /** In words, e.g. "read of 4 bytes". */
    String words() {
        return (isAtomic() ? "atomic" : write ? "write" : "read") + " of " + bytes + " bytes";
    }
}
