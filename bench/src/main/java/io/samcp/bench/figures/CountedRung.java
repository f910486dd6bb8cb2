package io.samcp.bench.figures;

import io.samcp.bench.kernels.KernelBenchmark;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.simulator.counters.Pipe;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A rung of a ladder: one launch or several that do its work, and what they move, counted by the PTX engine.
 *
 * @param name what the figure calls it
 * @param flops floating-point operations that the mathematics asks for, however many a rung does
 * @param sectorBytes bytes of the sectors that pass between L2 and the multiprocessors
 * @param distinctBytes bytes of global memory, each once for each launch
 * @param pipe the unit that does most of the operations
 */
record CountedRung(String name, long flops, long sectorBytes, long distinctBytes, Pipe pipe) {

    /** Heading of a table of rungs. */
    static final String COLUMNS = "rung\tflops\tsector bytes\tdistinct bytes\tunit";

    /** Runs a launch, or several that do it together, once. */
    static CountedRung of(String name, KernelBenchmark... launches) {
        final long flops = Arrays.stream(launches).mapToLong(launch -> launch.cost().flops()).sum();
        final List<LaunchCounters> counted = Arrays.stream(launches).map(KernelBenchmark::counted).toList();
        final Map<Pipe, Long> operations = new EnumMap<>(Pipe.class);
        counted.forEach(c -> c.operations().forEach((pipe, n) -> operations.merge(pipe, n, Long::sum)));
        final Pipe most = operations.entrySet().stream().filter(e -> e.getKey().isFloat()).max(Map.Entry.comparingByValue()).orElseThrow()
                .getKey();
        return new CountedRung(name, flops,
                counted.stream().mapToLong(c -> c.total().sectorBytes()).sum(),
                counted.stream().mapToLong(LaunchCounters::distinctBytes).sum(), most);
    }

    /** A row of the table. */
    String row() {
        return String.join("\t", name, "" + flops, "" + sectorBytes, "" + distinctBytes, pipe.name());
    }
}
