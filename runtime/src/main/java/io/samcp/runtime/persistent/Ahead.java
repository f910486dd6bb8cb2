package io.samcp.runtime.persistent;

import io.samcp.runtime.KernelWork;
import io.samcp.runtime.MemoryAccess;
import io.samcp.runtime.MemoryAccess.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What may be brought near a phase ahead: memory that a phase is the first to read and that no launch writes. Weights, in the main; each is
 * read from memory once in a forward pass.
 */
final class Ahead {

    /** More than that would push out what the phase itself works with. */
    private static final long MOST_BYTES = 32L << 20;

    private static final long LINE = 128;

    private Ahead() {}

    /** For each phase what the one after it will read for the first time, in rising order of addresses; nothing for the last. */
    static List<List<Range>> of(List<List<KernelWork<?>>> phases) {
        final List<List<MemoryAccess>> accesses = phases.stream().map(p -> p.stream().map(MemoryAccess::of).toList()).toList();
        final List<Range> written = accesses.stream().flatMap(List::stream).flatMap(a -> a.writes().stream()).toList();
        final Set<Range> seen = new HashSet<>();
        final List<List<Range>> firstReads = new ArrayList<>();
        for (final List<MemoryAccess> phase : accesses) {
            firstReads.add(merged(phase.stream().flatMap(a -> a.reads().stream()).filter(seen::add)
                    .filter(read -> written.stream().noneMatch(read::overlaps)).toList()));
        }
        firstReads.removeFirst();
        firstReads.add(List.of());
        return List.copyOf(firstReads);
    }

    /** Neighbours become one; what is too much is left to the phase itself. */
    private static List<Range> merged(List<Range> ranges) {
        final List<Range> result = new ArrayList<>();
        long bytes = 0;
        for (final Range next : ranges.stream().sorted(Comparator.comparingLong(Range::from)).toList()) {
            final Range last = result.isEmpty() ? null : result.getLast();
            bytes += next.to() - next.from();
            if (bytes > MOST_BYTES) {
                break;
            }
            if (last != null && next.from() < last.to() + LINE) {
                result.set(result.size() - 1, new Range(last.from(), Math.max(last.to(), next.to())));
            } else {
                result.add(next);
            }
        }
        return List.copyOf(result);
    }
}
