package io.samcp.simulator.exec;

/** Loads, stores and atomics. */
public final class MemoryOps {

    private static final int BYTE_MASK = 0xFF;
    private static final int SHORT_MASK = 0xFFFF;

    private MemoryOps() {}

    public static void loadFloat(MemoryAccess access, Warp w, int d, int m) {
        final long[] at = access.resolve(w, m);
        final float[] f = w.f;
        if (m == Warp.ALL) {
            if (MemoryAccess.sideBySide(at, Float.BYTES)) {
                Native.copyFloats(at[0], f, d, Warp.LANES);
                return;
            }
            for (int k = 0; k < Warp.LANES; k++) {
                f[d + k] = Native.getFloat(at[k]);
            }
            return;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                f[d + k] = Native.getFloat(at[k]);
            }
        }
    }

    public static void loadFloats(MemoryAccess access, Warp w, int[] d, int m) {
        final long[] at = access.resolve(w, m);
        if (m == Warp.ALL) {
            if (d.length == 4) {
                loadFour(w.f, at, d[0], d[1], d[2], d[3]);
                return;
            }
            for (int v = 0; v < d.length; v++) {
                final int slot = d[v];
                for (int k = 0; k < Warp.LANES; k++) {
                    w.f[slot + k] = Native.getFloat(at[k] + 4L * v);
                }
            }
            return;
        }
        for (int v = 0; v < d.length; v++) {
            final int slot = d[v];
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    w.f[slot + k] = Native.getFloat(at[k] + 4L * v);
                }
            }
        }
    }

    private static void loadFour(float[] f, long[] at, int d0, int d1, int d2, int d3) {
        for (int k = 0; k < Warp.LANES; k++) {
            final long low = Native.getLong(at[k]);
            final long high = Native.getLong(at[k] + Long.BYTES);
            f[d0 + k] = Float.intBitsToFloat((int) low);
            f[d1 + k] = Float.intBitsToFloat((int) (low >>> Integer.SIZE));
            f[d2 + k] = Float.intBitsToFloat((int) high);
            f[d3 + k] = Float.intBitsToFloat((int) (high >>> Integer.SIZE));
        }
    }

    public static void loadDoubles(MemoryAccess access, Warp w, int[] d, int m) {
        final long[] at = access.resolve(w, m);
        for (int v = 0; v < d.length; v++) {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    w.d[d[v] + k] = Native.getDouble(at[k] + 8L * v);
                }
            }
        }
    }

    public static void loadLongs(MemoryAccess access, Warp w, int[] d, int m) {
        final long[] at = access.resolve(w, m);
        for (int v = 0; v < d.length; v++) {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    w.l[d[v] + k] = Native.getLong(at[k] + 8L * v);
                }
            }
        }
    }

    /** Loads of 1, 2 or 4 bytes into 32-bit registers. */
    public static void loadInts(MemoryAccess access, Warp w, int[] d, int bytes, boolean signed, int m) {
        final long[] at = access.resolve(w, m);
        for (int v = 0; v < d.length; v++) {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    w.i[d[v] + k] = integer(at[k] + (long) bytes * v, bytes, signed);
                }
            }
        }
    }

    public static void storeFloats(MemoryAccess access, Warp w, int[] s, int m) {
        final long[] at = access.resolve(w, m);
        if (m == Warp.ALL) {
            if (s.length == 1 && MemoryAccess.sideBySide(at, Float.BYTES)) {
                Native.copyFloats(w.f, s[0], at[0], Warp.LANES);
                return;
            }
            for (int v = 0; v < s.length; v++) {
                final int slot = s[v];
                for (int k = 0; k < Warp.LANES; k++) {
                    Native.putFloat(at[k] + 4L * v, w.f[slot + k]);
                }
            }
            return;
        }
        for (int v = 0; v < s.length; v++) {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    Native.putFloat(at[k] + 4L * v, w.f[s[v] + k]);
                }
            }
        }
    }

    public static void storeDoubles(MemoryAccess access, Warp w, int[] s, int m) {
        final long[] at = access.resolve(w, m);
        for (int v = 0; v < s.length; v++) {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    Native.putDouble(at[k] + 8L * v, w.d[s[v] + k]);
                }
            }
        }
    }

    public static void storeLongs(MemoryAccess access, Warp w, int[] s, int m) {
        final long[] at = access.resolve(w, m);
        for (int v = 0; v < s.length; v++) {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    Native.putLong(at[k] + 8L * v, w.l[s[v] + k]);
                }
            }
        }
    }

    /** Stores of the low 1, 2 or 4 bytes of 32-bit registers. */
    public static void storeInts(MemoryAccess access, Warp w, int[] s, int bytes, int m) {
        final long[] at = access.resolve(w, m);
        for (int v = 0; v < s.length; v++) {
            for (int k = 0; k < Warp.LANES; k++) {
                if ((m >>> k & 1) != 0) {
                    final long address = at[k] + (long) bytes * v;
                    final int value = w.i[s[v] + k];
                    switch (bytes) {
                        case 1 -> Native.putByte(address, (byte) value);
                        case 2 -> Native.putShort(address, (short) value);
                        default -> Native.putInt(address, value);
                    }
                }
            }
        }
    }

    /** Atomic on 32 bits, or on 16; {@code d < 0}: no result wanted. */
    public static void atomicInt(MemoryAccess access, Warp w, IntOps.Ternary op, boolean narrow, int d, int b, int c, int m) {
        final long[] at = access.resolve(w, m);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final int old;
                synchronized (AtomicLocks.of(at[k])) {
                    old = narrow ? Native.getShort(at[k]) & SHORT_MASK : Native.getInt(at[k]);
                    final int operand = narrow ? w.i[b + k] & SHORT_MASK : w.i[b + k];
                    final int result = op.apply(old, operand, c < 0 ? 0 : w.i[c + k]);
                    if (narrow) {
                        Native.putShort(at[k], (short) result);
                    } else {
                        Native.putInt(at[k], result);
                    }
                }
                if (d >= 0) {
                    w.i[d + k] = old;
                }
            }
        }
    }

    /** Atomic on 64-bit integers; {@code d < 0}: no result wanted. */
    public static void atomicLong(MemoryAccess access, Warp w, LongOps.Ternary op, int d, int b, int c, int m) {
        final long[] at = access.resolve(w, m);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final long old;
                synchronized (AtomicLocks.of(at[k])) {
                    old = Native.getLong(at[k]);
                    Native.putLong(at[k], op.apply(old, w.l[b + k], c < 0 ? 0 : w.l[c + k]));
                }
                if (d >= 0) {
                    w.l[d + k] = old;
                }
            }
        }
    }

    /**
     * Atomic add on floats; {@code d < 0}: no result wanted. Subnormal numbers are flushed in global memory, but not in shared
     * (PTX ISA, atom).
     */
    public static void atomicAdd(MemoryAccess access, Warp w, int d, int b, int m) {
        final long[] at = access.resolve(w, m);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final float old;
                synchronized (AtomicLocks.of(at[k])) {
                    old = Native.getFloat(at[k]);
                    Native.putFloat(at[k], FloatOps.canonical(w.block.cluster.isShared(at[k])
                            ? old + w.f[b + k]
                            : FloatOps.flush(FloatOps.flush(old) + FloatOps.flush(w.f[b + k]))));
                }
                if (d >= 0) {
                    w.f[d + k] = old;
                }
            }
        }
    }

    /** Atomic add on doubles; {@code d < 0}: no result wanted. */
    public static void atomicDouble(MemoryAccess access, Warp w, DoubleOps.Binary op, int d, int b, int m) {
        final long[] at = access.resolve(w, m);
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                final double old;
                synchronized (AtomicLocks.of(at[k])) {
                    old = Native.getDouble(at[k]);
                    Native.putDouble(at[k], op.apply(old, w.d[b + k]));
                }
                if (d >= 0) {
                    w.d[d + k] = old;
                }
            }
        }
    }

    /** Reads a parameter of 1, 2 or 4 bytes into all lanes. */
    public static void parameterInt(Warp w, int offset, int bytes, boolean signed, int d, int m) {
        final byte[] block = w.block.launch.parameters;
        int value = 0;
        for (int b = 0; b < bytes; b++) {
            value |= (block[offset + b] & BYTE_MASK) << 8 * b;
        }
        if (signed && bytes < Integer.BYTES) {
            final int shift = Integer.SIZE - 8 * bytes;
            value = value << shift >> shift;
        }
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.i[d + k] = value;
            }
        }
    }

    /** Reads a 64-bit parameter. */
    public static long parameterLong(Warp w, int offset) {
        final byte[] block = w.block.launch.parameters;
        long value = 0;
        for (int b = 0; b < Long.BYTES; b++) {
            value |= (block[offset + b] & 0xFFL) << 8 * b;
        }
        return value;
    }

    private static int integer(long address, int bytes, boolean signed) {
        return switch (bytes) {
            case 1 -> signed ? Native.getByte(address) : Native.getByte(address) & BYTE_MASK;
            case 2 -> signed ? Native.getShort(address) : Native.getShort(address) & SHORT_MASK;
            default -> Native.getInt(address);
        };
    }
}
