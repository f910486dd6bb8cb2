package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelFaultException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Runs blocks of one program and geometry, with memory of its own that is used again: {@link #run} one after the other, {@link #begin} and
 * {@link #turn} one that other blocks run beside.
 */
final class BlockRunner implements AutoCloseable {

    /** Rounds in which all warps ask for the end of a phase in vain; only they could bring it about. */
    private static final int VAIN_ROUNDS = 10_000;

    private final Arena arena = Arena.ofShared();
    private final Block block;
    private final Interpreter interpreter;
    private final EngineOptions.WarpOrder order;
    private final Random random;
    private final int[] turn;

    private int vain;

    /**
     * @param counter counts what is done, or null
     * @param memory what is known of global memory by the race checks of all blocks that run beside each other
     */
    BlockRunner(Program program, LaunchGeometry geometry, EngineOptions options, CounterWatch counter, GlobalRaces memory) {
        block = new Block(program, geometry, options, watch(options, counter, memory), arena);
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

    /**
     * Runs one block to its end.
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

    /** Makes ready to run a block. */
    void begin(Launch launch, long linear) {
        block.begin(launch, linear);
        vain = 0;
    }

    /**
     * Gives every warp its turn; false if the block has ended.
     *
     * @throws KernelFaultException as {@link #run}
     */
    boolean turn() {
        final boolean further;
        try {
            further = runWarps();
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
        return block.watch == null ? null : block.watch.heldBack();
    }

    private boolean runWarps() {
        boolean anyWaiting = false;
        boolean anyRunning = false;
        boolean anyFurther = false;
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
            anyFurther |= (w.barrier == Warp.RUNS || w.barrier == Warp.SLEEPS) && w.live != 0;
        }
        if (!anyWaiting) {
            return false;
        }
        final boolean released = Barriers.release(block);
        if (!released && !anyRunning) {
            throw Barriers.deadlock(block);
        }
        vain = released || anyFurther ? 0 : vain + 1;
        if (vain == VAIN_ROUNDS) {
            throw MbarrierOps.deadlock(block);
        }
        return true;
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
