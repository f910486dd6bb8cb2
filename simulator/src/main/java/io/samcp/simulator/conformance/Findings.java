package io.samcp.simulator.conformance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What did not come out as expected, and how much was compared. */
public final class Findings {

    private final Map<String, String> examples = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private long compared;

    void compared() {
        compared++;
    }

    void add(MicroProgram p, String device, long[] operands, String found) {
        final String program = device + ": " + p.where() + ": " + p.text();
        counts.merge(program, 1L, Long::sum);
        examples.putIfAbsent(program, Arrays.stream(operands).mapToObj(x -> "0x" + Long.toHexString(x)).collect(Collectors.joining(", "))
                + ": " + found);
    }

    /** A line for each program that went wrong: where it stands, how often, and the first example. */
    public List<String> failures() {
        return examples.keySet().stream().map(p -> p + ": " + counts.get(p) + " times, first of " + examples.get(p)).toList();
    }

    /** How many results were compared. */
    public long comparisons() {
        return compared;
    }
}
