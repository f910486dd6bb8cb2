package io.samcp.bench.command;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Benchmarks that run with the same options.
 *
 * @param options for JMH
 * @param benchmarks how many there are, each value of a parameter being one
 */
record BenchmarkRun(Options options, int benchmarks) {

    private static final OutputFormat SILENT = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);

    /**
     * Reads JMH's command line.
     *
     * @throws IllegalArgumentException if JMH refuses it or nothing matches
     */
    static BenchmarkRun of(List<String> arguments) {
        final CommandLineOptions options;
        try {
            options = new CommandLineOptions(arguments.toArray(String[]::new));
        } catch (CommandLineOptionException e) {
            throw new IllegalArgumentException("JMH: " + e.getMessage(), e);
        }
        final SortedSet<BenchmarkListEntry> found = BenchmarkList.defaultList().find(SILENT, options.getIncludes(), options.getExcludes());
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "no benchmark matches " + String.join(" or ", options.getIncludes()) + "; --list names them");
        }
        return new BenchmarkRun(options, found.stream().mapToInt(entry -> variants(entry, options)).sum());
    }

    /** Names of all benchmarks. */
    static List<String> names() {
        return BenchmarkList.defaultList().getAll(SILENT, List.of()).stream().map(BenchmarkListEntry::getUsername).distinct().sorted()
                .toList();
    }

    private static int variants(BenchmarkListEntry entry, Options options) {
        int product = 1;
        for (final Map.Entry<String, String[]> parameter : entry.getParams().orElse(Map.of()).entrySet()) {
            product *= options.getParameter(parameter.getKey()).hasValue()
                    ? options.getParameter(parameter.getKey()).get().size()
                    : parameter.getValue().length;
        }
        return product;
    }
}
