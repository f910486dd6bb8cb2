package io.samcp.simulator.exec;

import io.samcp.runtime.KernelFaultException.Kind;

/** Addresses of shared memory throughout a cluster; every operand is a slot. */
public final class ClusterOps {

    private ClusterOps() {}

    /** Where {@code isspacep} asks whether a generic address leads. */
    public enum Place {
        GLOBAL,
        /** Shared memory of the thread's own block. */
        SHARED,
        /** Shared memory of any block of the cluster. */
        CLUSTER,
        LOCAL,
        PARAM
    }

    /** {@code mapa} on 64 bits. */
    public static void mapLong(Warp w, boolean generic, int d, int a, int rank, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.l[d + k] = map(w, k, generic, w.l[a + k], w.i[rank + k]);
            }
        }
    }

    /** {@code mapa} on 32 bits. */
    public static void mapInt(Warp w, boolean generic, int d, int a, int rank, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                w.i[d + k] = (int) map(w, k, generic, w.i[a + k] & 0xFFFFFFFFL, w.i[rank + k]);
            }
        }
    }

    private static long map(Warp w, int lane, boolean generic, long address, int rank) {
        final int blocks = w.block.cluster.blocks.length;
        final boolean exists = rank >= 0 && rank < blocks;
        if (!exists && w.block.checksBounds) {
            throw Faults.at(w, lane, Kind.OUT_OF_BOUNDS, "mapa to block " + Integer.toUnsignedString(rank) + " of a cluster of "
                    + blocks + (blocks == 1 ? " block" : " blocks"));
        }
        final long window = generic ? MemoryAccess.SHARED_WINDOW : 0;
        requireShared(w, lane, "mapa", generic, address);
        return window + ClusterWindow.map(address - window, exists ? rank : blocks);
    }

    /** {@code getctarank}. */
    public static void rank(Warp w, boolean generic, int d, int a, int m) {
        for (int k = 0; k < Warp.LANES; k++) {
            if ((m >>> k & 1) != 0) {
                requireShared(w, k, "getctarank", generic, w.l[a + k]);
                final long rank = ClusterWindow.rank(w.l[a + k] - (generic ? MemoryAccess.SHARED_WINDOW : 0));
                w.i[d + k] = rank == ClusterWindow.OWN ? w.block.rank : (int) rank;
            }
        }
    }

    private static void requireShared(Warp w, int lane, String what, boolean generic, long address) {
        if (generic && !isIn(w, Place.CLUSTER, address) && w.block.checksBounds) {
            throw Faults.at(w, lane, Kind.OUT_OF_BOUNDS,
                    what + " of address 0x" + Long.toHexString(address) + ", which is not one of shared memory");
        }
    }

    /** {@code isspacep}. */
    public static void isIn(Warp w, Place place, int p, int a, int m) {
        int in = 0;
        for (int k = 0; k < Warp.LANES; k++) {
            in |= isIn(w, place, w.l[a + k]) ? 1 << k : 0;
        }
        w.p[p] = w.p[p] & ~m | in & m;
    }

    private static boolean isIn(Warp w, Place place, long address) {
        final long window = MemoryAccess.window(address);
        return switch (place) {
            case GLOBAL -> window == 0;
            case CLUSTER -> window == MemoryAccess.SHARED_WINDOW;
            case SHARED -> {
                final long rank = ClusterWindow.rank(address - window);
                yield window == MemoryAccess.SHARED_WINDOW && (rank == ClusterWindow.OWN || rank == w.block.rank);
            }
            case LOCAL -> window == MemoryAccess.LOCAL_WINDOW;
            case PARAM -> window == MemoryAccess.PARAM_WINDOW;
        };
    }
}
