package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;
import java.util.Arrays;

/**
 * What {@code cp.async} instructions of one warp are under way. Their bytes land when the thread waits for them, as late as a GPU might let them,
 * so that a kernel without the wait reads what was there before.
 */
public final class AsyncCopies {

    /** One executed instruction. */
    static final class Copy {
        private int pc;
        /** Lanes whose bytes have not landed. */
        private int mask;
        private MemoryAccess write;
        private int bytes;
        private final long[] from = new long[Warp.LANES];
        private final long[] to = new long[Warp.LANES];
        /** Bytes that are copied; the rest is zero. */
        private final int[] given = new int[Warp.LANES];
        /** Number of the lane's group that the copy belongs to. */
        private final int[] group = new int[Warp.LANES];
    }

    /**
     * A {@code cp.async} instruction.
     *
     * @param read of the source
     * @param write of the target
     * @param readBytes of the source, byte by byte
     * @param bytes size of source and target
     */
    public record Form(MemoryAccess read, MemoryAccess write, MemoryAccess[] readBytes, int bytes) {

        public Form(MemoryAccess read, MemoryAccess write, int bytes) {
            this(read, write, new MemoryAccess[bytes], bytes);
            Arrays.setAll(readBytes, read::byteAt);
        }
    }

    private Copy[] copies = {};
    private int count;
    /** Groups each lane has closed. */
    private final int[] closed = new int[Warp.LANES];

    void reset() {
        count = 0;
        Arrays.fill(closed, 0);
    }

    /**
     * {@code cp.async}.
     *
     * @param given slot of the number of bytes to copy, the rest becoming zero; -1: all
     * @param ignoring lanes that copy nothing but zeros
     */
    public static void issue(Form form, Warp w, int given, int ignoring, int m) {
        w.copies.add(form, w, given, ignoring, m);
    }

    private void add(Form form, Warp w, int given, int ignoring, int m) {
        final Copy copy = next();
        copy.pc = w.pc;
        copy.mask = m;
        copy.write = form.write();
        copy.bytes = form.bytes();
        int whole = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            copy.given[k] = (ignoring >>> k & 1) != 0 ? 0 : given < 0 ? form.bytes() : w.i[given + k];
            copy.group[k] = closed[k];
            if ((m >>> k & 1) != 0 && (copy.given[k] < 0 || copy.given[k] > form.bytes())) {
                throw Faults.at(w, k, Kind.OUT_OF_BOUNDS,
                        "cp.async of " + Integer.toUnsignedString(copy.given[k]) + " bytes into " + form.bytes());
            }
            whole |= copy.given[k] == form.bytes() ? 1 << k : 0;
        }
        System.arraycopy(form.write().locate(w, m), 0, copy.to, 0, Warp.LANES);
        if ((m & whole) != 0) {
            take(form.read().resolve(w, m & whole), copy.from, m & whole, 0);
        }
        for (int b = 0; b < form.bytes() - 1 && (m & ~whole) != 0; b++) {
            int lanes = 0;
            for (int k = 0; k < Warp.LANES; k++) {
                lanes |= copy.given[k] > b ? 1 << k : 0;
            }
            lanes &= m & ~whole;
            if (lanes != 0) {
                take(form.readBytes()[b].resolve(w, lanes), copy.from, lanes, b);
            }
        }
        if (w.block.watch != null) {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    w.block.watch.copying(w, k, copy.to[k], copy.bytes);
                }
            }
        }
        count++;
    }

    private static void take(long[] at, long[] to, int lanes, int offset) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((lanes >>> k & 1) != 0) {
                to[k] = at[k] - offset;
            }
        }
    }

    private Copy next() {
        if (count == copies.length) {
            copies = Arrays.copyOf(copies, Math.max(4, 2 * count));
        }
        if (copies[count] == null) {
            copies[count] = new Copy();
        }
        return copies[count];
    }

    /** {@code cp.async.commit_group}. */
    public static void commit(Warp w, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            w.copies.closed[k] += m >>> k & 1;
        }
    }

    /** {@code cp.async.wait_group}: all but the latest {@code left} groups land. */
    public static void waitGroup(Warp w, int left, int m) {
        w.copies.land(w, left, m);
    }

    /** {@code cp.async.wait_all}: everything lands. */
    public static void waitAll(Warp w, int m) {
        commit(w, m);
        w.copies.land(w, 0, m);
    }

    private void land(Warp w, int left, int m) {
        for (int i = 0; i < count; i++) {
            final Copy copy = copies[i];
            int lanes = 0;
            for (int k = 0; k < Warp.LANES; k++) {
                lanes |= copy.group[k] < closed[k] - left ? 1 << k : 0;
            }
            lanes &= copy.mask & m;
            if (lanes != 0) {
                land(w, copy, lanes);
            }
        }
        forgetLanded();
    }

    private static void land(Warp w, Copy copy, int lanes) {
        copy.mask &= ~lanes;
        if (w.block.watch != null) {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((lanes >>> k & 1) != 0) {
                    w.block.watch.landing(w, copy.to[k], copy.bytes);
                }
            }
            final int pc = w.pc;
            w.pc = copy.pc;
            w.block.watch.access(w, copy.write, lanes, copy.to);
            w.pc = pc;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((lanes >>> k & 1) != 0) {
                Native.copy(copy.from[k], copy.to[k], copy.given[k]);
                Native.clear(copy.to[k] + copy.given[k], copy.bytes - copy.given[k]);
            }
        }
    }

    private void forgetLanded() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (copies[i].mask != 0) {
                final Copy moved = copies[kept];
                copies[kept++] = copies[i];
                copies[i] = moved;
            }
        }
        count = kept;
    }
}
