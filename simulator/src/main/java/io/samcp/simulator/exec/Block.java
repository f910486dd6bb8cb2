package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** State of one block while it runs: warps, shared and local memory. A worker keeps it and uses it for block after block. */
public final class Block {

    private static final long ALIGNMENT = 256;
    static final int BARRIERS = 16;

    final Program program;
    final LaunchGeometry geometry;
    /** Of the program; an array, because a list's iterator for every block would fill the heap. */
    private final Program.Special[] specials;
    final Warp[] warps;
    final MemorySegment shared;
    final MemorySegment local;
    final int threads;

    int x;
    int y;
    int z;
    Launch launch;
    /** Scratch for the addresses of one access, by lane. */
    final long[] address = new long[Warp.LANES];
    /** Threads that arrived at a barrier without waiting. */
    final int[] arrived = new int[BARRIERS];

    Block(Program program, LaunchGeometry geometry, Arena arena) {
        this.program = program;
        this.geometry = geometry;
        this.specials = program.specials().toArray(Program.Special[]::new);
        this.threads = geometry.threadsPerBlock();
        final long sharedBytes = (long) program.dynamicSharedOffset() + geometry.dynamicSharedBytes();
        shared = arena.allocate(Math.max(1, Math.max(sharedBytes, program.sharedBytes())), ALIGNMENT);
        local = arena.allocate(Math.max(1L, (long) program.localStride() * (threads + Warp.LANES)), ALIGNMENT);
        warps = new Warp[Math.ceilDiv(threads, Warp.LANES)];
        for (int w = 0; w < warps.length; w++) {
            warps[w] = new Warp(this, w, program.slots());
            fillConstants(warps[w]);
        }
    }

    /** The launch that is running. */
    public Launch launch() {
        return launch;
    }

    /** Makes the block ready to run block {@code linear} of a launch. */
    void begin(Launch running, long linear) {
        launch = running;
        x = (int) (linear % geometry.gridX());
        y = (int) (linear / geometry.gridX() % geometry.gridY());
        z = (int) (linear / geometry.gridX() / geometry.gridY());
        java.util.Arrays.fill(arrived, 0);
        for (final Warp w : warps) {
            final int left = threads - w.index * Warp.LANES;
            w.live = left >= Warp.LANES ? Warp.ALL : (1 << left) - 1;
            w.mask = w.live;
            w.pc = 0;
            w.rpc = program.kinds().length;
            w.depth = 0;
            w.barrier = -1;
            w.executed = 0;
            fillSpecials(w);
        }
    }

    private void fillConstants(Warp w) {
        for (final Program.Constant c : program.constants()) {
            for (int k = 0; k < Warp.LANES; k++) {
                switch (c.file()) {
                    case 'i' -> w.i[c.slot() + k] = (int) c.bits();
                    case 'f' -> w.f[c.slot() + k] = Float.intBitsToFloat((int) c.bits());
                    case 'l' -> w.l[c.slot() + k] = c.bits();
                    default -> w.d[c.slot() + k] = Double.longBitsToDouble(c.bits());
                }
            }
        }
    }

    private void fillSpecials(Warp w) {
        for (final Program.Special s : specials) {
            for (int k = 0; k < Warp.LANES; k++) {
                final long value = special(s.name(), w, k);
                if (s.file() == 'i') {
                    w.i[s.slot() + k] = (int) value;
                } else {
                    w.l[s.slot() + k] = value;
                }
            }
        }
    }

    private long special(String name, Warp w, int lane) {
        final int thread = w.index * Warp.LANES + lane;
        return switch (name) {
            case "%tid.x" -> thread % geometry.blockX();
            case "%tid.y" -> thread / geometry.blockX() % geometry.blockY();
            case "%tid.z" -> thread / geometry.blockX() / geometry.blockY();
            case "%ntid.x" -> geometry.blockX();
            case "%ntid.y" -> geometry.blockY();
            case "%ntid.z" -> geometry.blockZ();
            case "%ctaid.x" -> x;
            case "%ctaid.y" -> y;
            case "%ctaid.z" -> z;
            case "%nctaid.x" -> geometry.gridX();
            case "%nctaid.y" -> geometry.gridY();
            case "%nctaid.z" -> geometry.gridZ();
            case "%laneid" -> lane;
            case "%warpid" -> w.index;
            case "%nwarpid" -> warps.length;
            case "%lanemask_eq" -> 1L << lane;
            case "%lanemask_lt" -> (1L << lane) - 1;
            case "%lanemask_le" -> (2L << lane) - 1;
            case "%lanemask_gt" -> -(2L << lane);
            case "%lanemask_ge" -> -(1L << lane);
            case "%smid", "%cluster_ctarank", "%gridid" -> 0;
            case "%nsmid" -> 1;
            case "%dynamic_smem_size" -> geometry.dynamicSharedBytes();
            case "%total_smem_size" -> (long) program.dynamicSharedOffset() + geometry.dynamicSharedBytes();
            default -> throw new IllegalStateException("special register " + name);
        };
    }
}
