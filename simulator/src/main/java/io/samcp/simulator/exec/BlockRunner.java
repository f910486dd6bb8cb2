package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.EngineOptions;
import java.lang.foreign.Arena;
import java.util.Random;

/** Runs blocks of one program and geometry one after the other, with memory of its own that is used again. */
final class BlockRunner implements AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final Block block;
    private final Interpreter interpreter;
    private final EngineOptions.WarpOrder order;
    private final Random random;
    private final int[] turn;

    BlockRunner(Program program, LaunchGeometry geometry, EngineOptions options, long instructionLimit) {
        block = new Block(program, geometry, arena);
        interpreter = new Interpreter(program, instructionLimit);
        order = options.warpOrder();
        random = new Random(options.seed());
        turn = new int[block.warps.length];
        for (int i = 0; i < turn.length; i++) {
            turn[i] = order == EngineOptions.WarpOrder.REVERSE ? turn.length - 1 - i : i;
        }
    }

    /** Runs one block to its end. */
    void run(Launch launch, long linear) {
        block.begin(launch, linear);
        while (true) {
            boolean anyWaiting = false;
            boolean anyRunning = false;
            if (order == EngineOptions.WarpOrder.RANDOM) {
                shuffle();
            }
            for (final int index : turn) {
                final Warp w = block.warps[index];
                if (w.live != 0 && w.barrier < 0) {
                    interpreter.run(w);
                }
                anyWaiting |= w.live != 0;
                anyRunning |= w.live != 0 && w.barrier < 0;
            }
            if (!anyWaiting) {
                return;
            }
            if (!Barriers.release(block) && !anyRunning) {
                throw Barriers.deadlock(block);
            }
        }
    }

    private void shuffle() {
        for (int i = turn.length - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int t = turn[i];
            turn[i] = turn[j];
            turn[j] = t;
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
