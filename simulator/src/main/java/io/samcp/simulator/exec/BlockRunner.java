package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelFaultException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs blocks of one program and geometry, of one rank in their clusters, with memory of its own that is used again. */
final class BlockRunner {

    private final Block block;
    private final Interpreter interpreter;
    private final EngineOptions.WarpOrder order;
    private final Random random;
    private final int[] turn;

    /**
     * @param counter counts what is done, or null
     * @param memory what is known of global memory by the race checks of all blocks that run beside each other
     * @param cluster the block becomes part of it
     * @param arena holds its memory
     */
    BlockRunner(Program program, LaunchGeometry geometry, EngineOptions options, CounterWatch counter, GlobalRaces memory,
            Cluster cluster, int rank, Arena arena) {
        block = new Block(program, geometry, options, watch(options, counter, memory), cluster, rank, arena);
        interpreter = new Interpreter(program, options.execution(), block.watch, options.instructionLimit());
        order = options.warpOrder();
        random = new Random(options.seed());
        turn = new int[block.warps.length];
        for (int i = 0; i < turn.length; i++) {
            turn[i] = order == EngineOptions.WarpOrder.REVERSE ? turn.length - 1 - i : i;
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

    /** Makes ready to run a block. */
    void begin(Launch launch, int x, int y, int z) {
        block.begin(launch, x, y, z);
    }

    /** The fault that the block's watch holds back, or null. */
    KernelFaultException heldBack() {
        return block.watch == null ? null : block.watch.heldBack();
    }

    /** Gives every warp its turn. */
    Turn turn() {
        boolean anyWaiting = false;
        boolean anyRunning = false;
        boolean anyFurther = false;
        if (order == EngineOptions.WarpOrder.RANDOM) {
            Permutation.shuffle(turn, random);
        }
        for (final int index : turn) {
            final Warp w = block.warps[index];
            if (w.live != 0 && w.barrier < 0) {
                interpreter.run(w);
            }
            anyWaiting |= w.live != 0;
            anyRunning |= w.live != 0 && w.barrier < 0;
            anyFurther |= (w.barrier == Warp.RUNS || w.barrier == Warp.SLEEPS) && w.live != 0;
        }
        if (!anyWaiting) {
            block.ended = true;
            return Turn.ENDED;
        }
        final boolean released = Barriers.release(block);
        if (released || anyFurther) {
            return Turn.WENT_ON;
        }
        if (anyRunning) {
            return Turn.IN_VAIN;
        }
        if (!block.cluster.barrier.isAwaitedBy(block)) {
            throw Barriers.deadlock(block);
        }
        return Turn.WAITS;
    }
}
