package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.FaultSite;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/** State of one block while it runs: warps, shared and local memory. A worker keeps it and uses it for block after block. */
public final class Block {

    private static final long LOCAL_ALIGNMENT = 256;
    static final int BARRIERS = 16;

    final Program program;
    final LaunchGeometry geometry;
    /** Of the program; an array, because a list's iterator for every block would fill the heap. */
    private final Program.Special[] specials;
    final Warp[] warps;
    final Cluster cluster;
    final int rank;
    final MemorySegment shared;
    final long sharedStart;
    final long sharedBytes;
    final MemorySegment local;
    final int threads;

    /** What is watched besides the checks below; null most of the time. */
    final Watch watch;
    final boolean checksBounds;
    final boolean checksAlignment;
    final boolean checksBarriers;
    final boolean checksLanes;
    /** Where accesses that lead nowhere go if nothing checks them: zeros to read, and a place to write. */
    final MemorySegment nowhere;

    /** Its last thread has exited. */
    boolean ended;
    /** In the grid, counted along x first. */
    int number;
    int x;
    int y;
    int z;
    Launch launch;
    /** Scratch for the addresses of one access, by lane. */
    final long[] address = new long[Warp.LANES];
    /** Threads that arrived at a barrier without waiting. */
    final int[] arrived = new int[BARRIERS];

    /** Copies by {@code cp.async.bulk} and arrivals that have yet to happen. */
    final BulkCopies bulk = new BulkCopies();
    /** How {@code mma} sums. */
    final EngineOptions.MatrixSum matrixSum;
    /** Scratch for {@code mma}. */
    final TensorScratch tensor = new TensorScratch();

    Block(Program program, LaunchGeometry geometry, EngineOptions options, Watch watch, Cluster cluster, int rank, Arena arena) {
        final Set<Check> checks = options.checks();
        this.matrixSum = options.matrixSum();
        this.program = program;
        this.geometry = geometry;
        this.specials = program.specials().toArray(Program.Special[]::new);
        this.threads = geometry.threadsPerBlock();
        this.cluster = cluster;
        this.rank = rank;
        cluster.blocks[rank] = this;
        shared = cluster.shared(rank);
        sharedStart = shared.address();
        sharedBytes = shared.byteSize();
        local = arena.allocate(Math.max(1L, (long) program.localStride() * (threads + Warp.LANES)), LOCAL_ALIGNMENT);
        nowhere = arena.allocate(2 * MemoryAccess.MAX_BYTES, MemoryAccess.MAX_BYTES);
        this.watch = watch;
        checksBounds = checks.contains(Check.BOUNDS);
        checksAlignment = checks.contains(Check.MISALIGNED);
        checksBarriers = checks.contains(Check.BARRIER);
        checksLanes = checks.contains(Check.SHUFFLE);
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

    /** Makes the block ready to run one of a launch. */
    void begin(Launch running, int atX, int atY, int atZ) {
        launch = running;
        ended = false;
        x = atX;
        y = atY;
        z = atZ;
        number = (z * geometry.gridY() + y) * geometry.gridX() + x;
        java.util.Arrays.fill(arrived, 0);
        bulk.reset();
        for (final Warp w : warps) {
            final int left = threads - w.index * Warp.LANES;
            w.live = left >= Warp.LANES ? Warp.ALL : (1 << left) - 1;
            w.mask = w.live;
            w.pc = 0;
            w.rpc = program.kinds().length;
            w.depth = 0;
            w.barrier = -1;
            w.executed = 0;
            w.copies.reset();
            fillSpecials(w);
        }
        if (watch != null) {
            watch.begin(this);
        }
    }

    /** Place of a thread, by its number in the block. */
    FaultSite.Index thread(int number) {
        return new FaultSite.Index(number % geometry.blockX(), number / geometry.blockX() % geometry.blockY(),
                number / geometry.blockX() / geometry.blockY());
    }

    /** Place of this block. */
    FaultSite.Index place() {
        return new FaultSite.Index(x, y, z);
    }

    /** Place of a block of this launch, by its number. */
    FaultSite.Index at(int number) {
        return new FaultSite.Index(number % geometry.gridX(), number / geometry.gridX() % geometry.gridY(),
                number / geometry.gridX() / geometry.gridY());
    }

    /** Whether an address is what unchecked accesses outside all memory get. */
    boolean isNowhere(long address) {
        return address >= nowhere.address() && address < nowhere.address() + nowhere.byteSize();
    }

    /** Whether a native address lies in this block's shared memory. */
    boolean isShared(long address) {
        return address >= shared.address() && address < shared.address() + shared.byteSize();
    }

    /** Whether a native address lies in its threads' local memory. */
    boolean isLocal(long address) {
        return address >= local.address() && address < local.address() + local.byteSize();
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
                switch (s.file()) {
                    case 'i' -> w.i[s.slot() + k] = (int) value;
                    case 'p' -> w.p[s.slot()] = value != 0 ? Warp.ALL : 0;
                    default -> w.l[s.slot() + k] = value;
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
            case "%smid", "%gridid" -> 0;
            case "%cluster_ctarank" -> rank;
            case "%cluster_nctarank" -> cluster.blocks.length;
            case "%cluster_ctaid.x" -> x % cluster.shape.x();
            case "%cluster_ctaid.y" -> y % cluster.shape.y();
            case "%cluster_ctaid.z" -> z % cluster.shape.z();
            case "%cluster_nctaid.x" -> cluster.shape.x();
            case "%cluster_nctaid.y" -> cluster.shape.y();
            case "%cluster_nctaid.z" -> cluster.shape.z();
            case "%clusterid.x" -> x / cluster.shape.x();
            case "%clusterid.y" -> y / cluster.shape.y();
            case "%clusterid.z" -> z / cluster.shape.z();
            case "%nclusterid.x" -> geometry.gridX() / cluster.shape.x();
            case "%nclusterid.y" -> geometry.gridY() / cluster.shape.y();
            case "%nclusterid.z" -> geometry.gridZ() / cluster.shape.z();
            case "%is_explicit_cluster" -> cluster.shape.explicit() ? 1 : 0;
            case "%nsmid" -> 1;
            case "%dynamic_smem_size" -> geometry.dynamicSharedBytes();
            case "%total_smem_size" -> (long) program.dynamicSharedOffset() + geometry.dynamicSharedBytes();
            default -> throw new IllegalStateException("special register " + name);
        };
    }
}
