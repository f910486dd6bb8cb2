package io.samcp.app.ptx;

import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.KernelFaultException;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.simulator.launch.PtxLaunch;
import io.samcp.simulator.launch.PtxText;
import io.samcp.simulator.parse.PtxSyntaxException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.lang.foreign.MemorySegment;

/** Runs launches. */
public final class Launcher {

    private static final double NANOS_PER_SECOND = 1e9;

    private Launcher() {}

    /**
     * Reads a PTX file.
     *
     * @throws PtxInputException if there is no such file or it is not text
     */
    public static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new PtxInputException(file + ": expected a PTX file, found " + (Files.exists(file) ? "something else" : "nothing"));
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new PtxInputException(file + ": expected PTX text, found bytes that are not UTF-8", e);
        } catch (IOException e) {
            throw new PtxInputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Runs a launch.
     *
     * @param results gets every buffer with results and its argument's number from 0, if the launch ends well
     * @throws PtxInputException if the file cannot be read, or the kernel is not named and there is more than one
     * @throws io.samcp.runtime.DeviceException if arguments or geometry do not fit the entry
     */
    public static LaunchOutcome run(LaunchRequest request, ObjIntConsumer<MemorySegment> results) {
        final String text = text(request.file());
        try {
            final PtxText ptx = PtxText.read(request.file().toString(), text);
            return run(request, ptx, request.kernel() == null ? onlyEntry(request.file(), ptx) : request.kernel(), results);
        } catch (PtxSyntaxException e) {
            return new LaunchOutcome(LaunchOutcome.UNSUPPORTED, "", e.findings(), null, 0, null);
        }
    }

    private static LaunchOutcome run(LaunchRequest request, PtxText ptx, String kernel, ObjIntConsumer<MemorySegment> results) {
        if (!ptx.entries().contains(kernel)) {
            throw new PtxInputException(request.file() + ": expected an entry '" + kernel + "', found "
                    + (ptx.entries().isEmpty() ? "none at all" : String.join(", ", ptx.entries())));
        }
        try (PtxLaunch launch = new PtxLaunch(ptx, kernel, request.geometry(), request.architecture(),
                request.arguments().stream().map(NamedArgument::argument).toList())) {
            final long start = System.nanoTime();
            final EngineOptions options = EngineOptions.allCores().withChecks(request.checks())
                    .withInstructionLimit(request.instructionLimit());
            LaunchCounters counters = null;
            try {
                if (request.counted()) {
                    counters = launch.runCounting(options);
                } else {
                    launch.run(options);
                }
            } catch (KernelFaultException e) {
                return new LaunchOutcome(CheckNames.of(e.kind()), kernel, List.of(e.getMessage()), e.site().orElse(null), since(start),
                        null);
            }
            final double seconds = since(start);
            for (int i = 0; i < request.arguments().size(); i++) {
                if (request.arguments().get(i).result()) {
                    results.accept(launch.buffer(i), i);
                }
            }
            return new LaunchOutcome(LaunchOutcome.OK, kernel, List.of(), null, seconds, counters);
        }
    }

    private static String onlyEntry(Path file, PtxText ptx) {
        if (ptx.entries().size() == 1) {
            return ptx.entries().getFirst();
        }
        throw new PtxInputException(file + ": expected one entry, or --kernel with one of its names, found "
                + (ptx.entries().isEmpty() ? "none" : String.join(", ", ptx.entries())));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }
}
