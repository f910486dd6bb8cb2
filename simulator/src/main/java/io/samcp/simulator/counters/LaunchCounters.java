package io.samcp.simulator.counters;

import io.samcp.simulator.ast.Instruction;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a launch did.
 *
 * @param total over all lines
 * @param lines by line of the PTX text, from 1; instructions that nothing reached are there with zeros
 * @param classes by class of instruction; those that occur in the text
 * @param operations arithmetic by unit; all units
 * @param bytesRead different bytes of global memory it read
 * @param bytesWritten different bytes of global memory it wrote
 */
public record LaunchCounters(Counts total, SortedMap<Integer, Counts> lines, Map<InstructionClass, Counts> classes,
        Map<Pipe, Long> operations,
        long bytesRead, long bytesWritten) {

    /**
     * Adds up what was counted for each step of a program.
     *
     * @param source instruction of each step
     * @param counted values by counter and step
     */
    public static LaunchCounters of(Instruction[] source, long[][] counted, long bytesRead, long bytesWritten) {
        final Counts total = new Counts();
        final SortedMap<Integer, Counts> lines = new TreeMap<>();
        final Map<InstructionClass, Counts> classes = new EnumMap<>(InstructionClass.class);
        final Map<Pipe, Long> operations = new EnumMap<>(Pipe.class);
        for (final Pipe pipe : Pipe.values()) {
            operations.put(pipe, 0L);
        }
        for (int pc = 0; pc < source.length; pc++) {
            final Counts step = new Counts();
            for (final Counter counter : Counter.values()) {
                step.add(counter, counted[counter.ordinal()][pc]);
            }
            total.add(step);
            lines.computeIfAbsent(source[pc].position().line(), _ -> new Counts()).add(step);
            classes.computeIfAbsent(InstructionClass.of(source[pc]), _ -> new Counts()).add(step);
            final Operations each = Operations.of(source[pc]);
            operations.merge(each.pipe(), each.perLane() * step.get(Counter.LANES), Long::sum);
        }
        return new LaunchCounters(total, lines, classes, operations, bytesRead, bytesWritten);
    }

    /** Floating-point operations of all units. */
    public long flops() {
        return operations.entrySet().stream().filter(e -> e.getKey().isFloat()).mapToLong(Map.Entry::getValue).sum();
    }

    /** Bytes that must move between the multiprocessors and memory at least: read ones and written ones, each once. */
    public long distinctBytes() {
        return bytesRead + bytesWritten;
    }

    /** Floating-point operations per byte that must move. */
    public double intensity() {
        return distinctBytes() == 0 ? Double.POSITIVE_INFINITY : (double) flops() / distinctBytes();
    }

    /** Warps that executed an instruction of a class. */
    public long warps(InstructionClass which) {
        final Counts counts = classes.get(which);
        return counts == null ? 0 : counts.get(Counter.WARPS);
    }
}
