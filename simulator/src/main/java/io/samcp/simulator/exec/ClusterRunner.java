package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelFaultException;
import io.samcp.simulator.ast.ClusterShape;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Runs clusters of one program and geometry, with memory of its own that is used again: {@link #run} one after the other, {@link #begin} and
 * {@link #turn} one that other clusters run beside. The blocks of a cluster take turns. Without clusters each block is one.
 */
final class ClusterRunner implements AutoCloseable {

    /** Rounds in which all warps ask for the end of a phase in vain; only they could bring it about. */
    private static final int VAIN_ROUNDS = 10_000;

    private final Arena arena = Arena.ofShared();
    private final Cluster cluster;
    /** What is watched while the cluster runs; null most of the time. */
    private final Watch watch;
    private final LaunchGeometry geometry;
    /** By rank. */
    private final BlockRunner[] runners;
    private final EngineOptions.WarpOrder order;
    private final Random random;
    private final int[] turns;
    private final boolean[] ended;
    private int vain;

    /**
     * @param counter counts what is done, or null
     * @param memory what is known of global memory by the race checks of all blocks that run beside each other
     */
    ClusterRunner(Program program, LaunchGeometry geometry, EngineOptions options, CounterWatch counter, GlobalRaces memory) {
        this.geometry = geometry;
        cluster = new Cluster(program, geometry, arena);
        watch = watch(options, counter, memory);
        runners = new BlockRunner[cluster.blocks.length];
        ended = new boolean[runners.length];
        turns = new int[runners.length];
        order = options.warpOrder();
        random = new Random(options.seed());
        for (int rank = 0; rank < runners.length; rank++) {
            runners[rank] = new BlockRunner(program, geometry, options, watch, cluster, rank, arena);
            turns[rank] = order == EngineOptions.WarpOrder.REVERSE ? turns.length - 1 - rank : rank;
        }
    }

    /** The counter comes first: it must know that a step has ended before a check repeats it. */
    private static Watch watch(EngineOptions options, CounterWatch counter, GlobalRaces memory) {
        final List<Watch> watches = new ArrayList<>();
        if (counter != null) {
            watches.add(counter);
        }
        if (options.checks().contains(Check.UNINITIALISED)) {
            watches.add(new UninitialisedCheck());
        }
        if (options.checks().contains(Check.RACE)) {
            watches.add(new AsyncCopyCheck());
            watches.add(new RaceCheck(memory));
        }
        return watches.isEmpty() ? null : watches.size() == 1 ? watches.getFirst() : new Watches(watches);
    }

    /** Clusters of a launch. */
    static long clusters(Program program, LaunchGeometry geometry) {
        return geometry.blocks() / program.cluster().blocks();
    }

    /**
     * Runs one cluster to its end.
     *
     * @throws KernelFaultException the first fault; a race before one that was held back, and that before what it may have caused
     */
    void run(Launch launch, long linear) {
        begin(launch, linear);
        boolean further = true;
        while (further) {
            further = turn();
        }
    }

    /** Makes ready to run a cluster. */
    void begin(Launch launch, long linear) {
        final ClusterShape shape = cluster.shape;
        final int across = geometry.gridX() / shape.x();
        final int down = geometry.gridY() / shape.y();
        final int x = (int) (linear % across) * shape.x();
        final int y = (int) (linear / across % down) * shape.y();
        final int z = (int) (linear / across / down) * shape.z();
        cluster.barrier.reset();
        for (int rank = 0; rank < runners.length; rank++) {
            ended[rank] = false;
            runners[rank].begin(launch, x + rank % shape.x(), y + rank / shape.x() % shape.y(), z + rank / shape.x() / shape.y());
        }
        vain = 0;
    }

    /**
     * Gives every block its turn; false if the last has ended.
     *
     * @throws KernelFaultException as {@link #run}
     */
    boolean turn() {
        final boolean further;
        try {
            further = round();
        } catch (KernelFaultException e) {
            final KernelFaultException cause = heldBack();
            throw cause == null || e.kind() == KernelFaultException.Kind.RACE ? e : cause;
        }
        if (!further) {
            final KernelFaultException left = heldBack();
            if (left != null) {
                throw left;
            }
        }
        return further;
    }

    private KernelFaultException heldBack() {
        return watch == null ? null : watch.heldBack();
    }

    private boolean round() {
        if (order == EngineOptions.WarpOrder.RANDOM && turns.length > 1) {
            Permutation.shuffle(turns, random);
        }
        boolean further = false;
        boolean wentOn = false;
        boolean asks = false;
        for (final int rank : turns) {
            if (ended[rank]) {
                continue;
            }
            final Turn turn = runners[rank].turn();
            ended[rank] = turn == Turn.ENDED;
            further |= turn != Turn.ENDED;
            wentOn |= turn == Turn.WENT_ON || turn == Turn.ENDED;
            asks |= turn == Turn.IN_VAIN;
        }
        if (!further) {
            return false;
        }
        wentOn |= cluster.barrier.complete();
        if (!wentOn && !asks) {
            throw cluster.barrier.deadlock();
        }
        vain = wentOn ? 0 : vain + 1;
        if (vain == VAIN_ROUNDS) {
            throw MbarrierOps.deadlock(cluster.blocks);
        }
        return true;
    }

    @Override
    public void close() {
        arena.close();
    }
}
