package io.samcp.bench.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.infra.BenchmarkParams;

/** What a benchmark is called in a table. */
final class BenchmarkLabel {

    /** Said in the heading. */
    private static final Set<String> LEFT_OUT = Set.of("device");

    private BenchmarkLabel() {}

    /** Name, then parameters. */
    static String withParameters(BenchmarkParams params) {
        return (of(params) + "  " + parameters(params)).strip();
    }

    /** Class and method, without the package and the word Benchmark. */
    private static String of(BenchmarkParams params) {
        return params.getBenchmark().replaceFirst(".*\\.(\\w+?)(Benchmark)?\\.(\\w+)$", "$1.$3");
    }

    /** What a user asks for: a regular expression, or a name as the tables show it. */
    static String pattern(String asked) {
        return asked.replaceFirst("^(\\w+)\\.(\\w+)$", "\\\\b$1(Benchmark)?\\\\.$2\\$");
    }

    /** Parameters as {@code name=value}. */
    static String parameters(BenchmarkParams params) {
        final List<String> parameters = new ArrayList<>();
        for (final String key : params.getParamsKeys()) {
            if (!LEFT_OUT.contains(key)) {
                parameters.add(key + "=" + params.getParam(key));
            }
        }
        return String.join(" ", parameters);
    }
}
