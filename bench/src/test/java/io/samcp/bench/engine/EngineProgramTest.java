package io.samcp.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instructions of the programs, counted by hand. */
final class EngineProgramTest {

    private static final int LANES = EngineProgram.BLOCKS * EngineProgram.THREADS;

    @ParameterizedTest
    @CsvSource({"products, 71", "softmax, 46", "integers, 14", "tensor, 10"})
    void countsTheLoop(String name, int inLoop) {
        final EngineProgram program = new EngineProgram(name);
        assertEquals((long) LANES * 10 * inLoop, program.laneInstructions(11) - program.laneInstructions(1));
    }

    @ParameterizedTest
    @CsvSource({"integers, 26"})
    void countsWhatIsOutsideOnce(String name, int all) {
        assertEquals((long) LANES * all, new EngineProgram(name).laneInstructions(1));
    }

    @ParameterizedTest
    @CsvSource({"products, 128", "integers, 0", "tensor, 512"})
    void countsFloatingOperationsOfTheLoop(String name, int inLoop) {
        final EngineProgram program = new EngineProgram(name);
        assertEquals((long) LANES * 10 * inLoop, program.floatingOperations(11) - program.floatingOperations(1));
    }
}
