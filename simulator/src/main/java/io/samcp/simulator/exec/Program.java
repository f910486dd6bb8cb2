package io.samcp.simulator.exec;

import io.samcp.simulator.ast.ClusterShape;
import io.samcp.simulator.ast.Instruction;
import io.samcp.simulator.ast.PtxModule;
import java.util.List;

/**
 * An entry ready to run: instructions flattened (device functions inlined), one {@link Step} each, with guards, branch targets and
 * reconvergence points by index.
 *
 * @param name entry
 * @param module where it comes from
 * @param kinds what the execution loop does
 * @param steps what to do; null for control
 * @param guards predicate slot, or -1
 * @param negated whether the guard is negated
 * @param targets branch target, or operand of a control instruction
 * @param reconvergence where diverging lanes meet
 * @param source the instruction, for messages
 * @param uses registers each step reads and writes
 * @param slots sizes of the register files
 * @param constants slots that never change
 * @param specials slots filled per warp
 * @param parameters parameters in order
 * @param sharedBytes static shared memory
 * @param dynamicSharedOffset where dynamic shared memory begins
 * @param localBytes local memory per thread
 * @param statics module variables in global and const space
 * @param maxThreads limit of .maxntid or .reqntid; 0: none
 * @param cluster blocks of a cluster
 * @param targetLists targets of indexed branches
 * @param indexSlots index registers of indexed branches
 * @param tier its compiled form
 */
public record Program(String name, PtxModule module, Kind[] kinds, Step[] steps, int[] guards, boolean[] negated, int[] targets,
        int[] reconvergence, Instruction[] source, RegisterUse[] uses, Slots slots, List<Constant> constants, List<Special> specials,
        List<Parameter> parameters,
        int sharedBytes, int dynamicSharedOffset, int localBytes, StaticMemory statics, int maxThreads, ClusterShape cluster,
        List<int[]> targetLists,
        List<Integer> indexSlots, CompiledTier tier) {

    private static final int LOCAL_ALIGNMENT = 16;

    /** What the execution loop does with an instruction. */
    public enum Kind {
        STEP,
        BRANCH,
        BRANCH_INDEXED,
        EXIT,
        BARRIER
    }

    /**
     * A slot that holds the same value in every lane and for ever.
     *
     * @param file register file: i, f, l or d
     * @param slot first index
     * @param bits value bits
     */
    public record Constant(char file, int slot, long bits) {}

    /**
     * A slot that holds a special register that does not change while a warp runs.
     *
     * @param name e.g. {@code %tid.x}
     * @param file i, l or p
     * @param slot first index; of a predicate its number
     */
    public record Special(String name, char file, int slot) {}

    /**
     * A parameter.
     *
     * @param name its name
     * @param offset in the parameter block
     * @param bytes its size
     */
    public record Parameter(String name, int offset, int bytes) {}

    /** From the local memory of one thread to that of the next, in bytes. */
    int localStride() {
        return (localBytes + LOCAL_ALIGNMENT - 1) / LOCAL_ALIGNMENT * LOCAL_ALIGNMENT;
    }

    /** Bytes of the parameter block. */
    public int parameterBytes() {
        return parameters.isEmpty() ? 0 : parameters.getLast().offset() + parameters.getLast().bytes();
    }
}
