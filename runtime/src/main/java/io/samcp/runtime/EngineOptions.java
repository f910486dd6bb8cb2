package io.samcp.runtime;

import java.util.Objects;
import java.util.Set;

/**
 * How the PTX engine runs.
 *
 * @param threads worker threads that share the blocks of a launch, at least 1; 1 is the deterministic mode
 * @param warpOrder order in which the warps of a block, and the blocks of a launch, take their turns
 * @param seed seed of {@link WarpOrder#RANDOM}
 * @param execution whether kernels are interpreted or compiled to JVM bytecode; results are the same to the bit
 * @param checks what is watched; with {@link Check#RACE} blocks run one after the other, whatever {@code threads} says; with it or
 *        {@link Check#UNINITIALISED} everything is interpreted
 * @param matrixSum how {@code mma} with floating-point accumulators sums
 * @param instructionLimit instructions one warp may take in a launch before it counts as hanging
 */
public record EngineOptions(int threads, WarpOrder warpOrder, long seed, Execution execution, Set<Check> checks, MatrixSum matrixSum,
        long instructionLimit) {

    /** Instructions a warp may take unless somebody says otherwise. */
    public static final long DEFAULT_INSTRUCTION_LIMIT = 4_000_000_000L;

    /**
     * In which order, and with which rounding, {@code mma} adds up products of 16-bit and TF32 numbers. The PTX ISA leaves it open and
     * generations of GPUs differ; products are exact either way.
     */
    public enum MatrixSum {
        /** The accumulator, then one product after the other by increasing k, each sum rounded to the nearest FP32 number. */
        SEQUENTIAL,
        /**
         * As published measurements describe tensor cores since Ampere: the accumulator and the products of 16 bytes of a row at a time are
         * aligned to the largest of them, cut off two bits below FP32's last, added exactly, and the sum is cut off to FP32.
         */
        ALIGNED
    }

    /** How instructions are carried out. */
    public enum Execution {
        /** One by one: the reference. */
        INTERPRETED,
        /** Straight pieces of a program as JVM methods, from the first launch on. */
        COMPILED,
        /** Interpreted until a program has run often enough for compilation to pay. */
        ADAPTIVE
    }

    /** In which order warps and blocks take turns; results of a correct kernel do not depend on it. */
    public enum WarpOrder {
        /** Lowest index first. */
        FORWARD,
        /** Highest index first. */
        REVERSE,
        /** A new permutation in every round. */
        RANDOM
    }

    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("the engine needs at least one thread: " + threads);
        }
        Objects.requireNonNull(warpOrder, "warpOrder");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(matrixSum, "matrixSum");
        if (instructionLimit < 1) {
            throw new IllegalArgumentException("a warp must be allowed at least one instruction: " + instructionLimit);
        }
        checks = Set.copyOf(checks);
    }

    /** With {@linkplain Execution#ADAPTIVE adaptive} execution, the {@linkplain Check#cheap() cheap} checks and sequential sums. */
    public EngineOptions(int threads, WarpOrder warpOrder, long seed) {
        this(threads, warpOrder, seed, Execution.ADAPTIVE, Check.cheap(), MatrixSum.SEQUENTIAL, DEFAULT_INSTRUCTION_LIMIT);
    }

    /** The same with another way to carry out instructions. */
    public EngineOptions withExecution(Execution other) {
        return new EngineOptions(threads, warpOrder, seed, other, checks, matrixSum, instructionLimit);
    }

    /** The same with other checks. */
    public EngineOptions withChecks(Set<Check> others) {
        return new EngineOptions(threads, warpOrder, seed, execution, others, matrixSum, instructionLimit);
    }

    /** The same with another way to sum in {@code mma}. */
    public EngineOptions withMatrixSum(MatrixSum other) {
        return new EngineOptions(threads, warpOrder, seed, execution, checks, other, instructionLimit);
    }

    /** The same with another limit. */
    public EngineOptions withInstructionLimit(long other) {
        return new EngineOptions(threads, warpOrder, seed, execution, checks, matrixSum, other);
    }

    /** All cores, warps forward. */
    public static EngineOptions allCores() {
        return new EngineOptions(Runtime.getRuntime().availableProcessors(), WarpOrder.FORWARD, 0);
    }

    /** One thread, warps forward. */
    public static EngineOptions deterministic() {
        return new EngineOptions(1, WarpOrder.FORWARD, 0);
    }
}
