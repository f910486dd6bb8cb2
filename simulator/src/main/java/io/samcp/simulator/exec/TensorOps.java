package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;

/** Matrices of 8x8 elements of 16 bits between shared memory and the lanes of a warp: row r is in the registers of lanes 4r to 4r + 3. */
public final class TensorOps {

    private static final int ROWS = 8;
    private static final int QUAD = 4;
    private static final int BITS = 16;
    private static final int LOW = 0xFFFF;

    private TensorOps() {}

    /** Instructions on matrices need all lanes of a warp. */
    static void requireWholeWarp(Warp w, int m) {
        if (m != Warp.ALL && w.block.checksLanes) {
            throw Faults.at(w, Integer.numberOfTrailingZeros(~m), Kind.SHUFFLE,
                    "matrix instruction without lanes 0x" + Integer.toHexString(~m) + " of the warp");
        }
    }

    /** {@code ldmatrix}: lanes 8j to 8j + 7 say where the rows of matrix j are, which goes to register j. */
    public static void load(MemoryAccess rows, Warp w, int[] d, boolean transposed, int m) {
        requireWholeWarp(w, m);
        final long[] at = rows.resolve(w, addressing(d.length));
        for (int j = 0; j < d.length; j++) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                if (transposed) {
                    final int row = lane % QUAD * 2;
                    final int column = lane / QUAD;
                    w.i[d[j] + lane] = Native.getShort(at[ROWS * j + row] + 2L * column) & LOW
                            | Native.getShort(at[ROWS * j + row + 1] + 2L * column) << BITS;
                } else {
                    w.i[d[j] + lane] = Native.getInt(at[ROWS * j + lane / QUAD] + (long) Integer.BYTES * (lane % QUAD));
                }
            }
        }
    }

    /** {@code stmatrix}: the other way round. */
    public static void store(MemoryAccess rows, Warp w, int[] s, boolean transposed, int m) {
        requireWholeWarp(w, m);
        final long[] at = rows.resolve(w, addressing(s.length));
        for (int j = 0; j < s.length; j++) {
            for (int lane = 0; lane < Warp.LANES; lane++) {
                final int value = w.i[s[j] + lane];
                if (transposed) {
                    final int row = lane % QUAD * 2;
                    final int column = lane / QUAD;
                    Native.putShort(at[ROWS * j + row] + 2L * column, (short) value);
                    Native.putShort(at[ROWS * j + row + 1] + 2L * column, (short) (value >>> BITS));
                } else {
                    Native.putInt(at[ROWS * j + lane / QUAD] + (long) Integer.BYTES * (lane % QUAD), value);
                }
            }
        }
    }

    /** {@code movmatrix}: one matrix transposed. */
    public static void transpose(Warp w, int d, int s, int m) {
        requireWholeWarp(w, m);
        final int[] from = w.shuffleInts;
        System.arraycopy(w.i, s, from, 0, Warp.LANES);
        for (int lane = 0; lane < Warp.LANES; lane++) {
            final int row = lane % QUAD * 2;
            final int column = lane / QUAD;
            final int shift = BITS * (column & 1);
            w.i[d + lane] = from[row * QUAD + column / 2] >>> shift & LOW
                    | (from[(row + 1) * QUAD + column / 2] >>> shift & LOW) << BITS;
        }
    }

    private static int addressing(int matrices) {
        return -1 >>> Warp.LANES - ROWS * matrices;
    }
}
