package io.samcp.simulator.conformance;

/** What the ISA's definition gives for one thread of a block. */
@FunctionalInterface
interface Oracle {

    /**
     * The results of one thread.
     *
     * @param program what ran
     * @param block operands of every thread of the block, for what threads do together
     * @param thread which one is asked for
     */
    Expected[] results(MicroProgram program, long[][] block, int thread);

    /** One thread's operands to one result. */
    @FunctionalInterface
    interface Single {
        Expected result(Mnemonic m, long[] operands);
    }

    /** An oracle of the program's first instruction. */
    static Oracle first(Single single) {
        return (program, block, thread) -> new Expected[]{single.result(program.first(), block[thread])};
    }
}
