package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;

/** Exchange between the lanes of a warp. */
public final class WarpOps {

    private static final int LANE = 31;
    private static final int SEGMENT_SHIFT = 8;

    private WarpOps() {}

    /** Where a lane reads from. */
    public enum Shuffle {
        UP,
        DOWN,
        BUTTERFLY,
        INDEX
    }

    /** {@code shfl.sync} on .f32 registers; {@code p < 0}: no predicate wanted. */
    public static void shuffleFloat(Warp w, Shuffle mode, int d, int p, int a, int b, int c, int m) {
        final float[] from = w.shuffleFloats;
        System.arraycopy(w.f, a, from, 0, Warp.LANES);
        int inRange = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final int source = source(mode, k, w.i[b + k], w.i[c + k]);
                if (source >= 0) {
                    inRange |= 1 << k;
                    requireActive(w, k, source, m);
                    w.f[d + k] = from[source];
                } else {
                    w.f[d + k] = from[k];
                }
            }
        }
        if (p >= 0) {
            w.p[p] = w.p[p] & ~m | inRange;
        }
    }

    /** {@code shfl.sync} on 32-bit registers; {@code p < 0}: no predicate wanted. */
    public static void shuffleInt(Warp w, Shuffle mode, int d, int p, int a, int b, int c, int m) {
        final int[] from = w.shuffleInts;
        System.arraycopy(w.i, a, from, 0, Warp.LANES);
        int inRange = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final int source = source(mode, k, w.i[b + k], w.i[c + k]);
                if (source >= 0) {
                    inRange |= 1 << k;
                    requireActive(w, k, source, m);
                    w.i[d + k] = from[source];
                } else {
                    w.i[d + k] = from[k];
                }
            }
        }
        if (p >= 0) {
            w.p[p] = w.p[p] & ~m | inRange;
        }
    }

    /**
     * Operands of a shuffle.
     *
     * @param mode how lanes read
     * @param b slot of the lane operand
     * @param c slot of the clamp and segment mask
     */
    public record Pattern(Shuffle mode, int b, int c) {}

    /** For every lane the one it reads from; itself where that lies outside its segment. */
    public static int[] sources(Shuffle mode, int b, int c) {
        final int[] sources = new int[Warp.LANES];
        for (int k = 0; k < Warp.LANES; k++) {
            final int source = source(mode, k, b, c);
            sources[k] = source < 0 ? k : source;
        }
        return sources;
    }

    /** {@code shfl.sync} with operands known beforehand. */
    public static void shuffleFloat(Warp w, int[] sources, Pattern pattern, int d, int a, int m) {
        if (m != Warp.ALL) {
            shuffleFloat(w, pattern.mode(), d, -1, a, pattern.b(), pattern.c(), m);
            return;
        }
        final float[] from = w.shuffleFloats;
        System.arraycopy(w.f, a, from, 0, Warp.LANES);
        for (int k = 0; k < Warp.LANES; k++) {
            w.f[d + k] = from[sources[k]];
        }
    }

    /** {@code shfl.sync} with operands known beforehand. */
    public static void shuffleInt(Warp w, int[] sources, Pattern pattern, int d, int a, int m) {
        if (m != Warp.ALL) {
            shuffleInt(w, pattern.mode(), d, -1, a, pattern.b(), pattern.c(), m);
            return;
        }
        final int[] from = w.shuffleInts;
        System.arraycopy(w.i, a, from, 0, Warp.LANES);
        for (int k = 0; k < Warp.LANES; k++) {
            w.i[d + k] = from[sources[k]];
        }
    }

    /** The lane to read from, or -1 if it lies outside the segment. */
    private static int source(Shuffle mode, int lane, int operand, int control) {
        final int b = operand & LANE;
        final int clamp = control & LANE;
        final int segment = control >> SEGMENT_SHIFT & LANE;
        final int max = lane & segment | clamp & ~segment;
        final int min = lane & segment;
        return switch (mode) {
            case UP -> lane - b >= max ? lane - b : -1;
            case DOWN -> lane + b <= max ? lane + b : -1;
            case BUTTERFLY -> (lane ^ b) <= max ? lane ^ b : -1;
            case INDEX -> (min | b & ~segment) <= max ? min | b & ~segment : -1;
        };
    }

    private static void requireActive(Warp w, int lane, int source, int m) {
        if ((m >>> source & 1) == 0 && w.block.checksLanes) {
            throw Faults.at(w, lane, Kind.SHUFFLE, "reads lane " + source + ", which does not take part");
        }
    }

    /** The same value into every active lane. */
    public static void broadcast(Warp w, int d, int value, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.i[d + k] = value;
            }
        }
    }

    /** For each lane the lanes that hold the same value. */
    public static void matchAny(Warp w, int d, int a, boolean wide, int m) {
        final int[] same = w.shuffleInts;
        for (int k = 0; k < Warp.LANES; k++) {
            same[k] = (m >>> k & 1) != 0 ? equalTo(w, k, a, wide, m) : 0;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.i[d + k] = same[k];
            }
        }
    }

    /** All lanes and a true predicate if they hold one value, else 0 and false. */
    public static void matchAll(Warp w, int d, int p, int a, boolean wide, int m) {
        final boolean all = equalTo(w, Integer.numberOfTrailingZeros(m), a, wide, m) == m;
        broadcast(w, d, all ? m : 0, m);
        w.p[p] = w.p[p] & ~m | (all ? m : 0);
    }

    private static int equalTo(Warp w, int lane, int a, boolean wide, int m) {
        int same = 0;
        for (int j = 0; j < Warp.LANES; j++) {
            final boolean equal = wide ? w.l[a + j] == w.l[a + lane] : w.i[a + j] == w.i[a + lane];
            same |= (m >>> j & 1) != 0 && equal ? 1 << j : 0;
        }
        return same;
    }

    /** One value of all active lanes. */
    public static void reduce(Warp w, IntOps.Binary op, int d, int a, int m) {
        int result = w.i[a + Integer.numberOfTrailingZeros(m)];
        for (int k = Integer.numberOfTrailingZeros(m) + 1; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                result = op.apply(result, w.i[a + k]);
            }
        }
        broadcast(w, d, result, m);
    }
}
