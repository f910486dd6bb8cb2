package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.EngineOptions;
import java.lang.foreign.Arena;
import java.util.Random;

/** Runs blocks of one program and geometry, of one rank in their clusters, with memory of its own that is used again. */
final class BlockRunner {

    private final Block block;
    private final Interpreter interpreter;
    private final EngineOptions.WarpOrder order;
    private final Random random;
    private final int[] turn;

    /**
     * @param watch of the cluster, or null
     * @param cluster the block becomes part of it
     * @param arena holds its memory
     */
    BlockRunner(Program program, LaunchGeometry geometry, EngineOptions options, Watch watch, Cluster cluster, int rank, Arena arena) {
        block = new Block(program, geometry, options, watch, cluster, rank, arena);
        interpreter = new Interpreter(program, options.execution(), watch, options.instructionLimit());
        order = options.warpOrder();
        random = new Random(options.seed());
        turn = new int[block.warps.length];
        for (int i = 0; i < turn.length; i++) {
            turn[i] = order == EngineOptions.WarpOrder.REVERSE ? turn.length - 1 - i : i;
        }
    }

    /** Makes ready to run a block. */
    void begin(Launch launch, int x, int y, int z) {
        block.begin(launch, x, y, z);
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
            if (block.watch != null) {
                block.watch.ended(block);
            }
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
