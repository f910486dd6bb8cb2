package io.samcp.simulator.exec;

/**
 * State of 32 threads that execute together. Registers are structures of arrays: register {@code r} of lane {@code k} is
 * {@code file[r * 32 + k]}; a predicate is one word with a bit per lane.
 */
public final class Warp {

    /** Lanes of a warp. */
    public static final int LANES = 32;
    /** All lanes. */
    public static final int ALL = -1;

    /** {@link #barrier} of a warp that goes on. */
    static final int RUNS = -1;
    /** {@link #barrier} of a warp that asked for something in vain and lets the others have their turn. */
    static final int YIELDS = -2;
    /** {@link #barrier} of a warp that lets the others have their turn and then goes on. */
    static final int SLEEPS = -3;

    private static final int FIRST_STACK = 16;

    /** 8-, 16- and 32-bit registers that are not float. */
    public final int[] i;
    /** .f32 registers. */
    public final float[] f;
    /** 64-bit registers. */
    public final long[] l;
    /** .f64 registers. */
    public final double[] d;
    /** Predicates. */
    public final int[] p;

    /** Copy of a register while lanes exchange it. */
    final float[] shuffleFloats = new float[LANES];
    /** Copy of a register while lanes exchange it. */
    final int[] shuffleInts = new int[LANES];

    /** Numbers between two loops of one operation. */
    final double[] wholes = new double[LANES];
    /** Numbers between two loops of one operation. */
    final double[] parts = new double[LANES];

    /** Copies by {@code cp.async} that are under way. */
    final AsyncCopies copies = new AsyncCopies();

    /** The block this warp belongs to. */
    final Block block;
    /** Index in the block. */
    final int index;
    /** Index in the cluster. */
    final int number;

    /** Lanes that exist and have not exited. */
    int live;
    /** Next instruction of the active lanes. */
    int pc;
    /** Active lanes. */
    int mask;
    /** Where the active lanes meet those that wait below them on the stack. */
    int rpc;
    int depth;
    int[] stackPc = new int[FIRST_STACK];
    int[] stackMask = new int[FIRST_STACK];
    int[] stackRpc = new int[FIRST_STACK];

    /** Barrier this warp waits at, {@link #RUNS}, {@link #YIELDS} or {@link #SLEEPS}. */
    int barrier;
    /** Lanes' predicate for a barrier reduction. */
    int barrierVote;
    /** Results of the last barrier reduction. */
    int votedAny;
    int votedAll;
    int votedCount;
    /** Instructions executed in this launch. */
    long executed;

    Warp(Block block, int index, Slots slots) {
        this.block = block;
        this.index = index;
        number = block.rank * block.warps.length + index;
        i = new int[slots.ints() * LANES];
        f = new float[slots.floats() * LANES];
        l = new long[slots.longs() * LANES];
        d = new double[slots.doubles() * LANES];
        p = new int[slots.predicates()];
    }

    /** The block this warp belongs to. */
    public Block block() {
        return block;
    }

    /** Index in the block. */
    public int index() {
        return index;
    }

    /** Active lanes. */
    public int activeMask() {
        return mask;
    }

    /** Whether {@code m} are all lanes that have not exited. */
    public boolean allTakePart(int m) {
        return m == live;
    }

    void push(int toPc, int toMask, int toRpc) {
        if (depth == stackPc.length) {
            stackPc = java.util.Arrays.copyOf(stackPc, 2 * depth);
            stackMask = java.util.Arrays.copyOf(stackMask, 2 * depth);
            stackRpc = java.util.Arrays.copyOf(stackRpc, 2 * depth);
        }
        stackPc[depth] = toPc;
        stackMask[depth] = toMask;
        stackRpc[depth++] = toRpc;
    }

    /** Takes the next lanes that are still alive from the stack; false if there are none. */
    boolean pop() {
        while (depth > 0) {
            depth--;
            mask = stackMask[depth] & live;
            if (mask != 0) {
                pc = stackPc[depth];
                rpc = stackRpc[depth];
                return true;
            }
        }
        mask = 0;
        return false;
    }
}
