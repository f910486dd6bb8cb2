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
        LOCAL,
        PARAM,
        GENERIC
    }

    /** Generic addresses of shared memory begin here. */
    public static final long SHARED_WINDOW = 1L << 60;
    /** Generic addresses of local memory begin here. */
    public static final long LOCAL_WINDOW = 2L << 60;

    /** Generic addresses of the parameters begin here. */
    public static final long PARAM_WINDOW = 3L << 60;

    private static final long WINDOW = 15L << 60;

    private final Space space;
    private final int bytes;
    private final boolean write;
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
     * @param wideBase whether the base register has 64 bits
     * @param base slot of the base register
     * @param offset added to it
     */
    public MemoryAccess(Space space, int bytes, boolean write, boolean wideBase, int base, long offset) {
        this.space = space;
        this.bytes = bytes;
        this.write = write;
        this.wideBase = wideBase;
        this.base = base;
        this.offset = offset;
    }

    /** Whether it names global memory. */
    public boolean isGlobal() {
        return space == Space.GLOBAL;
    }

    /** Native addresses of the active lanes, by lane; valid until the next call for the same block. */
    long[] resolve(Warp w, int m) {
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
        switch (space) {
            case GLOBAL -> global(w, m, at);
            case SHARED -> shared(w, m, at);
            case LOCAL -> local(w, m, at);
            case PARAM -> param(w, m, at);
            case GENERIC -> generic(w, m, at);
        }
        return at;
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
        if ((bits & bytes - 1) != 0) {
            misaligned(w, m, at);
        }
        final int range = high > Long.MAX_VALUE - bytes ? -1 : w.block.launch.ranges.find(low, high + bytes, write, hint);
        if (range >= 0) {
            hint = range;
        } else {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0
                        && (at[k] > Long.MAX_VALUE - bytes || w.block.launch.ranges.find(at[k], at[k] + bytes, write, hint) < 0)) {
                    throw outside(w, k, at[k]);
                }
            }
        }
    }

    private void shared(Warp w, int m, long[] at) {
        final long size = w.block.shared.byteSize();
        final long start = w.block.shared.address();
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                if ((at[k] & bytes - 1) != 0) {
                    misaligned(w, m, at);
                }
                if (at[k] < 0 || at[k] > size - bytes) {
                    throw Faults.at(w, k, Kind.OUT_OF_BOUNDS,
                            access() + " outside shared memory: offset " + at[k] + " of " + size + " bytes");
                }
                at[k] += start;
            }
        }
    }

    private void local(Warp w, int m, long[] at) {
        final int size = w.block.program.localBytes();
        final int stride = w.block.program.localStride();
        final long start = w.block.local.address() + (long) w.index * Warp.LANES * stride;
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                if ((at[k] & bytes - 1) != 0) {
                    misaligned(w, m, at);
                }
                if (at[k] < 0 || at[k] > size - bytes) {
                    throw Faults.at(w, k, Kind.OUT_OF_BOUNDS,
                            access() + " outside local memory: offset " + at[k] + " of " + size + " bytes");
                }
                at[k] += start + (long) k * stride;
            }
        }
    }

    private void param(Warp w, int m, long[] at) {
        final MemorySegment block = w.block.launch.parameterBlock();
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                if ((at[k] & bytes - 1) != 0) {
                    misaligned(w, m, at);
                }
                if (write || at[k] < 0 || at[k] > block.byteSize() - bytes) {
                    throw Faults.at(w, k, Kind.OUT_OF_BOUNDS,
                            access() + " outside the parameters: offset " + at[k] + " of " + block.byteSize() + " bytes");
                }
                at[k] += block.address();
            }
        }
    }

    private void generic(Warp w, int m, long[] at) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) == 0) {
                continue;
            }
            final long window = at[k] & WINDOW;
            final int lane = 1 << k;
            if (window == SHARED_WINDOW) {
                at[k] -= SHARED_WINDOW;
                shared(w, lane, at);
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

    private void misaligned(Warp w, int m, long[] at) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0 && (at[k] & bytes - 1) != 0) {
                throw Faults.at(w, k, Kind.MISALIGNED, "misaligned " + access() + " at address 0x" + Long.toHexString(at[k]));
            }
        }
    }

    private RuntimeException outside(Warp w, int lane, long address) {
        if (address == 0) {
            return Faults.at(w, lane, Kind.OUT_OF_BOUNDS, access() + " at null address 0x0");
        }
        return Faults.at(w, lane, Kind.OUT_OF_BOUNDS, access() + " out of bounds at address 0x" + Long.toHexString(address) + ": "
                + w.block.launch.ranges.describe(address, bytes, write));
    }

    private String access() {
        return (write ? "write" : "read") + " of " + bytes + " bytes";
    }
}
