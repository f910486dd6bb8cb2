package io.samcp.app.ptx;

import io.samcp.app.output.OutputException;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.simulator.launch.LaunchArgument;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs cases. */
public final class CaseRunner {

    /** How a case ended that could not be run at all. */
    private static final String ERROR = "error";

    private final Architecture architecture;
    private final long instructionLimit;

    /**
     * For any number of cases.
     *
     * @param architecture whose launch limits count
     * @param instructionLimit instructions a warp may take
     */
    public CaseRunner(Architecture architecture, long instructionLimit) {
        this.architecture = architecture;
        this.instructionLimit = instructionLimit;
    }

    /**
     * How a case ended.
     *
     * @param name of the case
     * @param expect what should have happened
     * @param found {@code ok}, the fault that was found, {@code unsupported}, or {@code error} if it could not be run
     * @param passed whether all is as it should be
     * @param note what is not; or the report of the fault that was expected
     * @param seconds run time
     */
    public record Result(String name, String expect, String found, boolean passed, String note, double seconds) {}

    /** Runs a case; whatever is wrong with it is in the result. */
    public Result run(PtxCase test) {
        try (Arena arena = Arena.ofShared()) {
            return run(test, arena);
        } catch (PtxInputException | DeviceException | OutputException e) {
            return new Result(test.name(), test.expect(), ERROR, false, e.getMessage(), 0);
        }
    }

    private Result run(PtxCase test, Arena arena) {
        final Map<ExpectedResult, MemorySegment> expected = new LinkedHashMap<>();
        if (test.expect().equals(LaunchOutcome.OK)) {
            test.results().forEach(r -> expected.put(r, BufferFile.read(test.name(), r.file(), arena)));
        }
        final List<NamedArgument> arguments = arguments(test, arena);
        final List<String> differences = new ArrayList<>();
        final LaunchOutcome outcome = Launcher.run(
                new LaunchRequest(test.file(), test.kernel(), test.geometry(), architecture, test.checks(), instructionLimit, arguments,
                        false),
                (found, argument) -> {
                    final String name = arguments.get(argument).name();
                    expected.keySet().stream().filter(r -> r.name().equals(name))
                            .map(r -> r.compare(found, expected.get(r), test.tolerance())).filter(d -> !d.isEmpty())
                            .forEach(differences::add);
                });
        final boolean passed = outcome.result().equals(test.expect()) && differences.isEmpty();
        final List<String> notes = outcome.ok() ? differences : outcome.findings();
        return new Result(test.name(), test.expect(), outcome.ok() && !differences.isEmpty() ? "wrong" : outcome.result(), passed,
                String.join("; ", notes), outcome.seconds());
    }

    private static List<NamedArgument> arguments(PtxCase test, Arena arena) {
        final List<NamedArgument> arguments = new ArrayList<>();
        for (final PtxCase.Argument argument : test.arguments()) {
            arguments.add(switch (argument) {
                case PtxCase.Argument.Value(NamedArgument value) -> value;
                case PtxCase.Argument.Buffer b -> {
                    final String name = b.name() == null ? "argument " + (arguments.size() + 1) : b.name();
                    yield new NamedArgument(
                            b.file() == null
                                    ? LaunchArgument.Buffer.zeros(name, b.bytes())
                                    : LaunchArgument.Buffer.of(name, BufferFile.read(test.name(), b.file(), arena)),
                            true, b.name(), null);
                }
            });
        }
        return arguments;
    }
}
